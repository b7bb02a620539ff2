using System.Globalization;
using System.Text;
using System.Text.Json;
using Debye.Learning.Techniques.Spectra.Classifiers;
using Debye.Numerics;
using Debye.Techniques.Spectra;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>Counted lines of three made-up materials over a falling background.</summary>
internal sealed class SpectraProof : TechniqueProof
{
    private const int Points = 120;
    private const int PerClass = 12;
    private static readonly (string Name, double[] LinesKeV)[] s_materials = [("clay", [15, 62]), ("lime", [34, 88]), ("sand", [47, 105])];

    /// <inheritdoc/>
    public override bool HasSmallRecipe => true;

    /// <inheritdoc/>
    public override double[] Simulate(ulong seed) => Counts(s_materials[0].LinesKeV, seed);

    /// <inheritdoc/>
    public override object Probe(ulong seed)
    {
        double[] axis = [.. Enumerable.Range(0, Points).Select(i => (double)i)];
        return new MaterialSpectrum(SpectrumAxisUnit.KiloElectronVolt, axis, Simulate(seed)) { Source = "probe" };
    }

    /// <inheritdoc/>
    public override string WriteSmallRecipe(string folder)
    {
        var table = new StringBuilder("name,material");
        for (var i = 0; i < Points; i++)
            table.Append(CultureInfo.InvariantCulture, $",{i}");
        foreach (var (name, lines) in s_materials)
            for (var k = 0; k < PerClass; k++)
                table.Append(CultureInfo.InvariantCulture, $"\n{name}{k},{name},").AppendJoin(',', Counts(lines, (ulong)k + 100));
        File.WriteAllText(Path.Combine(folder, "materials.csv"), table.Append('\n').ToString());
        var recipe = new SpectraRecipe
        {
            Description = "Three made-up materials.",
            Data = new SpectraData { Spectra = ["materials.csv"], AxisUnit = SpectrumAxisUnit.KiloElectronVolt },
            Members = [new SpectraMemberOptions { Classifier = new RidgeSpectrumOptions() }],
            Folds = 3,
        };
        var path = Path.Combine(folder, "recipe.json");
        File.WriteAllText(path, JsonSerializer.Serialize(recipe, RecipeFiles.Json));
        return path;
    }

    private static double[] Counts(double[] lines, ulong seed)
    {
        var random = new RandomSource(seed);
        var counts = new double[Points];
        for (var i = 0; i < Points; i++)
        {
            var mean = (400 * Math.Exp(-i / 60.0)) + lines.Sum(line => 300 * Math.Exp(-(i - line) * (i - line) / 4));
            counts[i] = Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * random.NextNormal())));
        }

        return counts;
    }
}
