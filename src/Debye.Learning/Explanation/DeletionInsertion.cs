namespace Debye.Learning.Explanation;

/// <summary>Curves of deletion and insertion, and the areas of random orders.</summary>
public sealed record DeletionInsertion
{
    /// <summary>Scores with 0, 1, … all bands hidden, the most important first.</summary>
    public required ReadOnlyMemory<double> Deletion { get; init; }

    /// <summary>Scores with 0, 1, … all bands shown, the most important first.</summary>
    public required ReadOnlyMemory<double> Insertion { get; init; }

    /// <summary>Mean height of the deletion curve, in units of the score; the lower, the better the explanation.</summary>
    public required double DeletionArea { get; init; }

    /// <summary>Mean height of the insertion curve, in units of the score; the higher, the better the explanation.</summary>
    public required double InsertionArea { get; init; }

    /// <summary>Deletion areas of random orders.</summary>
    public required ReadOnlyMemory<double> RandomDeletionAreas { get; init; }

    /// <summary>Insertion areas of random orders.</summary>
    public required ReadOnlyMemory<double> RandomInsertionAreas { get; init; }

    /// <summary>Mean deletion area of the random orders.</summary>
    public double RandomDeletionArea => Mean(RandomDeletionAreas.Span);

    /// <summary>Mean insertion area of the random orders.</summary>
    public double RandomInsertionArea => Mean(RandomInsertionAreas.Span);

    /// <summary>Share of the random orders that the explanation beats at both deletion and insertion, 0…1.</summary>
    public double ShareBeaten
    {
        get
        {
            var beaten = 0;
            for (var r = 0; r < RandomDeletionAreas.Length; r++)
                if (DeletionArea < RandomDeletionAreas.Span[r] && InsertionArea > RandomInsertionAreas.Span[r])
                    beaten++;
            return (double)beaten / RandomDeletionAreas.Length;
        }
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }
}
