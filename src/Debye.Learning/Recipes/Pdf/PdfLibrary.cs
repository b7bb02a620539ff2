using Debye.Crystals.Sampling;
using Debye.Learning.Trees;
using Debye.Numerics;
using Debye.Techniques.Pdf;

namespace Debye.Learning.Recipes.Pdf;

/// <summary>Curves of known crystals and of variations of them, in which a measured curve is looked up.</summary>
/// <remarks>A variation has other elements, another shape of cell and shifted atoms: an isotype of the known crystal may be nearer to it than to the crystal itself.</remarks>
public sealed class PdfLibrary
{
    private const ulong VariantStream = 0x7A51_A7;

    internal PdfLibrary(IReadOnlyList<string> ids, IReadOnlyList<int> spaceGroups, IReadOnlyList<int> owners, float[] values)
    {
        (Ids, SpaceGroups, Owners, Values) = (ids, spaceGroups, owners, values);
        Classes = [.. spaceGroups.Distinct().Order()];
    }

    /// <summary>Name of each crystal.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Space group of each crystal.</summary>
    public IReadOnlyList<int> SpaceGroups { get; }

    /// <summary>Crystal of each curve: index into <see cref="Ids"/>.</summary>
    public IReadOnlyList<int> Owners { get; }

    /// <summary>The space groups that occur, rising.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>Curves of 209 values, 0…1, row by row.</summary>
    internal float[] Values { get; }

    /// <summary>One curve.</summary>
    public ReadOnlySpan<float> Curve(int number) => Values.AsSpan(number * PdfDataset.Points, PdfDataset.Points);

    /// <summary>The curves with their classes.</summary>
    internal TreeExamples Examples() => TreeExamples.ForClasses(new FeatureTable(Values, PdfDataset.Points), [.. Owners.Select(owner => Classes.ToList().IndexOf(SpaceGroups[owner]))], Classes.Count);

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
        var nominal = new PdfOperator(new PdfOptions { UniformUisoAngstrom2 = recipe.Examples.Measurement.NominalUisoAngstrom2, UseCharges = false }, PdfGrid.SpaceGroupNetwork);
        Parallel.For(0, variants == 0 ? 0 : chosen.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => new PdfEngine(nominal), (i, _, engine) =>
        {
            if (set.Crystals[chosen[i]] is not { } crystal) return engine;
            for (var v = i * variants; v < (i + 1) * variants; v++)
            {
                var random = new RandomSource(recipe.Seed ^ VariantStream, (ulong)chosen[i] * 1000 + (ulong)(v - i * variants));
                engine.Load(CrystalVariation.Draw(crystal, recipe.LibraryVariation, ref random));
                var curve = varied.AsSpan(v * points, points);
                engine.Render(curve);
                PdfDataset.ScaleToUnit(curve, curve);
                isMade[v] = true;
            }

            return engine;
        }, _ => { });
        int[] made = [.. Enumerable.Range(0, isMade.Length).Where(v => isMade[v])];
        var values = new float[given.Length + made.Length * points];
        given.CopyTo(values);
        for (var k = 0; k < made.Length; k++) varied.AsSpan(made[k] * points, points).CopyTo(values.AsSpan(given.Length + k * points));
        return new PdfLibrary(
            [.. chosen.Select(i => set.Dataset.Ids[set.Rows[i]])], [.. chosen.Select(i => set.Dataset.SpaceGroups[set.Rows[i]])],
            [.. Enumerable.Range(0, chosen.Length), .. made.Select(v => v / variants)], values);
    }
}
