using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Crystals.Sampling;
using Debye.Crystals.Symmetry;
using Debye.Learning.Baselines;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;
using Debye.Techniques.Pdf;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>Curves of known crystals and of variations of them, in which a measured curve is looked up.</summary>
/// <remarks>
/// A variation has other elements, another shape of cell and shifted atoms: an isotype of the known crystal may be nearer to it than to the
/// crystal itself. Safe for calls from many threads.
/// </remarks>
public sealed class PdfLibrary
{
    private const ulong VariantStream = 0x7A51_A7;

    internal PdfLibrary(
        IReadOnlyList<string> ids,
        IReadOnlyList<int> spaceGroups,
        IReadOnlyList<AsymmetricStructure?> crystals,
        IReadOnlyList<int> owners,
        float[] values
    )
    {
        (Ids, SpaceGroups, Crystals, Owners, Values) = (ids, spaceGroups, crystals, owners, values);
        Classes = [.. spaceGroups.Distinct().Order()];
    }

    /// <summary>Calculates the curves of crystals, one of each.</summary>
    /// <param name="crystals">The crystals; at least one. Their space groups are stated or found.</param>
    /// <param name="settings">How they are measured; displacements that a crystal does not give are taken as
    /// <paramref name="uisoAngstrom2"/>.</param>
    /// <param name="uisoAngstrom2">Displacement where none is given, Å².</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">There is no crystal, or one cannot be calculated: the message names it.</exception>
    public static PdfLibrary OfCrystals(
        IReadOnlyList<Structure> crystals,
        PdfOptions settings,
        double uisoAngstrom2 = 0.008,
        int threads = 1
    )
    {
        ArgumentNullException.ThrowIfNull(crystals);
        ArgumentNullException.ThrowIfNull(settings);
        if (crystals.Count == 0)
            throw new ArgumentException("Expected at least one crystal, got none.", nameof(crystals));
        var (values, groups) = (new float[crystals.Count * PdfDataset.Points], new int[crystals.Count]);
        var options = settings with { DefaultUisoAngstrom2 = settings.DefaultUisoAngstrom2 ?? uisoAngstrom2 };
        var (problems, asymmetric) = (new string?[crystals.Count], new AsymmetricStructure?[crystals.Count]);
        Parallel.For(
            0,
            crystals.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new PdfSimulator(options),
            (i, _, simulator) =>
            {
                try
                {
                    PdfFeatures.TryScale(
                        simulator.Simulate(crystals[i], PdfGrid.SpaceGroupNetwork).G.Span,
                        values.AsSpan(i * PdfDataset.Points, PdfDataset.Points)
                    );
                    var found = AsymmetricStructure.From(crystals[i]);
                    groups[i] = crystals[i].StatedSpaceGroup ?? found?.Setting.SpaceGroupNumber ?? 1;
                    if (found?.Setting.SpaceGroupNumber == groups[i])
                        asymmetric[i] = found;
                }
                catch (ArgumentException problem)
                {
                    problems[i] = $"{crystals[i].Id}: {problem.Message.Split(" (Parameter")[0]}";
                }

                return simulator;
            },
            _ => { }
        );
        if (problems.FirstOrDefault(problem => problem is not null) is { } first)
            throw new ArgumentException(first, nameof(crystals));
        return new PdfLibrary(
            [.. crystals.Select(crystal => crystal.Id)],
            groups,
            asymmetric,
            [.. Enumerable.Range(0, crystals.Count)],
            values
        );
    }

    /// <summary>Name of each crystal.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Space group of each crystal.</summary>
    public IReadOnlyList<int> SpaceGroups { get; }

    /// <summary>The crystals by their independent sites, for refinement; null where the symmetry found is not the space group.</summary>
    public IReadOnlyList<AsymmetricStructure?> Crystals { get; }

    /// <summary>Whether any crystal can be refined.</summary>
    internal bool HasCrystals => Crystals.Any(crystal => crystal is not null);

    /// <summary>Crystal of each curve: index into <see cref="Ids"/>.</summary>
    public IReadOnlyList<int> Owners { get; }

    /// <summary>The space groups that occur, rising.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>Curves of 209 values, 0…1, row by row.</summary>
    internal float[] Values { get; }

    /// <summary>One curve.</summary>
    public ReadOnlySpan<float> Curve(int number) => Values.AsSpan(number * PdfDataset.Points, PdfDataset.Points);

    /// <summary>The curves with their classes.</summary>
    internal TreeExamples Examples() =>
        TreeExamples.ForClasses(
            new FeatureTable(Values, PdfDataset.Points),
            [.. Owners.Select(owner => Classes.ToList().IndexOf(SpaceGroups[owner]))],
            Classes.Count
        );

    /// <summary>The crystals most like one curve, most alike first; variations of one crystal are one match.</summary>
    /// <param name="search">A classifier made of <see cref="Examples"/>.</param>
    /// <param name="curve">A table of one row.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="threads">Threads, 1 or more.</param>
    internal ImmutableArray<PdfMatch> Nearest(NearestNeighbours search, FeatureTable curve, int count, int threads)
    {
        var found = search
            .Nearest(curve, Math.Min(8 * count, Owners.Count), threads)
            .DistinctBy(neighbour => Owners[neighbour.Row])
            .Take(count);
        return
        [
            .. found.Select(neighbour => new PdfMatch(
                Ids[Owners[neighbour.Row]],
                SpaceGroups[Owners[neighbour.Row]],
                1 - 0.5 * neighbour.Distance * neighbour.Distance,
                neighbour.Stretch,
                neighbour.Row
            )),
        ];
    }

    /// <summary>Makes the library of chosen rows: the given curves, then the variations.</summary>
    /// <param name="set">Curves and crystals.</param>
    /// <param name="chosen">Indices into the rows of the set.</param>
    /// <param name="recipe">Number and kind of variations; its seed.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    internal static PdfLibrary Make(PdfTrainingSet set, int[] chosen, PdfRecipe recipe, int threads)
    {
        var (points, variants) = (PdfDataset.Points, recipe.LibraryVariants);
        var given = set.Dataset.Features([.. chosen.Select(i => set.Rows[i])]).Values;
        var varied = new float[chosen.Length * variants * points];
        var isMade = new bool[chosen.Length * variants];
        var nominal = new PdfOperator(
            new PdfOptions { UniformUisoAngstrom2 = recipe.Examples.Measurement.NominalUisoAngstrom2, UseCharges = false },
            PdfGrid.SpaceGroupNetwork
        );
        Parallel.For(
            0,
            variants == 0 ? 0 : chosen.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new PdfEngine(nominal),
            (i, _, engine) =>
            {
                if (set.Crystals[chosen[i]] is not { } crystal)
                    return engine;
                for (var v = i * variants; v < (i + 1) * variants; v++)
                {
                    var random = new RandomSource(recipe.Seed ^ VariantStream, (ulong)chosen[i] * 1000 + (ulong)(v - i * variants));
                    engine.Load(CrystalVariation.Draw(crystal, recipe.LibraryVariation, ref random));
                    var curve = varied.AsSpan(v * points, points);
                    engine.Render(curve);
                    PdfFeatures.TryScale<float>(curve, curve);
                    isMade[v] = true;
                }

                return engine;
            },
            _ => { }
        );
        int[] made = [.. Enumerable.Range(0, isMade.Length).Where(v => isMade[v])];
        var values = new float[given.Length + made.Length * points];
        given.CopyTo(values);
        for (var k = 0; k < made.Length; k++)
            varied.AsSpan(made[k] * points, points).CopyTo(values.AsSpan(given.Length + k * points));
        return new PdfLibrary(
            [.. chosen.Select(i => set.Dataset.Ids[set.Rows[i]])],
            [.. chosen.Select(i => set.Dataset.SpaceGroups[set.Rows[i]])],
            [.. chosen.Select(i => recipe.RefinesCrystals ? set.Crystals[i] : null)],
            [.. Enumerable.Range(0, chosen.Length), .. made.Select(v => v / variants)],
            values
        );
    }
}
