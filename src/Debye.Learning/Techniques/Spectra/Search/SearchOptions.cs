namespace Debye.Learning.Techniques.Spectra.Search;

/// <summary>How candidates are taken from a space.</summary>
public enum SearchMethod
{
    /// <summary>Every combination; only lists may be searched over.</summary>
    Grid = 0,

    /// <summary>Combinations drawn at random.</summary>
    Random = 1,
}

/// <summary>What makes one candidate better than another.</summary>
public enum SearchScore
{
    /// <summary>Share of right answers, every spectrum taken for one of the classes.</summary>
    Accuracy = 0,

    /// <summary>Mean recall of the classes.</summary>
    MacroRecall = 1,

    /// <summary>Mean ln p of the true class.</summary>
    LogLikelihood = 2,

    /// <summary>Total efficiency with refusals, every class left out as unknown in turn: judges the gate by known classes alone.</summary>
    Efficiency = 3,
}

/// <summary>Settings of a search, "search" in its recipe.</summary>
public sealed record SearchOptions
{
    /// <summary>How candidates are taken.</summary>
    public SearchMethod Method { get; init; }

    /// <summary>Number of candidates drawn (random), 1…100,000.</summary>
    public int Candidates { get; init; } = 50;

    /// <summary>Folds that judge the whole procedure, choice included, 2…1000; 0 for none.</summary>
    public int OuterFolds { get; init; } = 5;

    /// <summary>Folds that candidates are chosen by, 2…1000.</summary>
    public int InnerFolds { get; init; } = 5;

    /// <summary>How folds are cut.</summary>
    public SpectraFolds FoldKind { get; init; }

    /// <summary>What candidates are chosen by.</summary>
    public SearchScore Score { get; init; }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Method) || !Enum.IsDefined(FoldKind) || !Enum.IsDefined(Score))
            throw new ArgumentException(
                "search: expected method grid or random, foldKind random or grouped, score accuracy, macroRecall, logLikelihood "
                    + "or efficiency"
            );
        if (FoldKind == SpectraFolds.Alike)
            throw new ArgumentException("search.foldKind is alike, expected random or grouped");
        if (Candidates is < 1 or > 100_000)
            throw new ArgumentException(Invariant($"search.candidates is {Candidates}, expected 1…100,000"));
        if (OuterFolds is not (0 or (>= 2 and <= 1000)))
            throw new ArgumentException(Invariant($"search.outerFolds is {OuterFolds}, expected 2…1000, or 0 for none"));
        if (InnerFolds is < 2 or > 1000)
            throw new ArgumentException(Invariant($"search.innerFolds is {InnerFolds}, expected 2…1000"));
    }
}
