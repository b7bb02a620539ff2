namespace Debye.Crystals.Sampling;

/// <summary>What an extraction of statistics counted.</summary>
/// <param name="Statistics">The result.</param>
/// <param name="Read">Structures read.</param>
/// <param name="WithoutSpaceGroup">Structures whose space group was not found, or whose sites share positions.</param>
/// <param name="TooLarge">Structures beyond the limits.</param>
public sealed record StatisticsExtraction(CrystalStatistics Statistics, int Read, int WithoutSpaceGroup, int TooLarge)
{
    /// <summary>Counts structures; the result does not depend on the number of threads.</summary>
    /// <param name="structures">The crystals, any cells.</param>
    /// <param name="source">Origin and licence, stored in the file.</param>
    /// <param name="toleranceAngstrom">Tolerance of the symmetry search, Å.</param>
    /// <param name="threads">Threads, at least 1.</param>
    public static StatisticsExtraction Run(
        IEnumerable<Structure> structures,
        string source,
        double toleranceAngstrom = 0.01,
        int threads = 1
    )
    {
        var crystals = structures
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(threads)
            .Select(structure => AsymmetricStructure.From(structure, toleranceAngstrom));
        var builder = new StatisticsBuilder();
        int read = 0,
            without = 0,
            tooLarge = 0;
        foreach (var crystal in crystals)
        {
            read++;
            if (crystal is null)
                without++;
            else if (!builder.Add(crystal))
                tooLarge++;
        }

        return new StatisticsExtraction(builder.Build(source), read, without, tooLarge);
    }
}
