namespace Debye.Learning.Techniques.Spectra.Search;

/// <summary>One candidate of a search.</summary>
/// <param name="Number">Number, from 1.</param>
/// <param name="Recipe">The recipe, JSON.</param>
/// <param name="Score">Mean score over the inner folds of all spectra; −∞ where it cannot be trained.</param>
/// <param name="Deviation">Standard deviation over these folds.</param>
public sealed record SearchCandidate(int Number, string Recipe, double Score, double Deviation);

/// <summary>One outer fold: the candidate chosen without it, and how it does on it.</summary>
/// <param name="Chosen">Number of the candidate.</param>
/// <param name="InnerScore">Mean score by which it was chosen.</param>
/// <param name="Evaluation">The candidate, trained on all but the fold, judged on the fold.</param>
public sealed record SearchFold(int Chosen, double InnerScore, SpectraEvaluation Evaluation);

/// <summary>What a search found.</summary>
public sealed record SpectraSearchResult
{
    /// <summary>All candidates, best first.</summary>
    public required IReadOnlyList<SearchCandidate> Candidates { get; init; }

    /// <summary>The outer folds: what the procedure, choice included, is worth on spectra it has not seen; empty without them.</summary>
    public required IReadOnlyList<SearchFold> Folds { get; init; }

    /// <summary>The recipe of the best candidate, written as best.json.</summary>
    public required SpectraRecipe Best { get; init; }
}
