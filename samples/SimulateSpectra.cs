#:project ../src/Debye/Debye.csproj
// Simulates prompt-gamma spectra of minerals as a small scintillator would count them: lines of their elements over a falling background.
// Run: dotnet run samples/SimulateSpectra.cs [TRAINING.csv TEST.csv]
using Debye.Numerics;
using Debye.Plots;
using Debye.Techniques.Spectra.Lines;

(string Name, (string Element, double Atoms)[] Formula)[] minerals =
[
    ("gypsum", [("Ca", 1), ("S", 1), ("O", 6), ("H", 4)]),
    ("halite", [("Na", 1), ("Cl", 1)]),
    ("hematite", [("Fe", 2), ("O", 3)]),
    ("limestone", [("Ca", 1), ("C", 1), ("O", 3)]),
    ("quartz", [("Si", 1), ("O", 2)]),
    ("rutile", [("Ti", 1), ("O", 2)]),
];
double[] energiesKeV = [.. Enumerable.Range(0, 120).Select(i => 200.0 + 60 * i)];
foreach (var (name, formula) in minerals)
    Console.WriteLine(
        $"{name, -10} most counts above 500 keV at {energiesKeV.Zip(Expected(formula, 0)).Skip(5).MaxBy(point => point.Second).First} keV"
    );

var figure = new SvgPlot
{
    Title = "Expected counts of minerals",
    XLabel = "Energy (keV)",
    YLabel = "Counts",
    IsYLogarithmic = true,
    Series =
    [
        .. minerals.Select(
            (mineral, i) => new LineSeries(mineral.Name, PlotColors.Classes[i], energiesKeV, Expected(mineral.Formula, moisture: 0))
        ),
    ],
};
Directory.CreateDirectory("artifacts/pictures");
File.WriteAllText("artifacts/pictures/SimulateSpectra.svg", figure.Render());

if (args.Length == 2)
{
    // The test has a mineral that the training has not.
    Write(args[0], known: 5, samples: 3, repeats: 4, new RandomSource(2026));
    Write(args[1], known: 6, samples: 2, repeats: 1, new RandomSource(2027));
}

void Write(string path, int known, int samples, int repeats, RandomSource random)
{
    using var file = new StreamWriter(path) { NewLine = "\n" };
    file.WriteLine("name,material,group," + string.Join(',', energiesKeV));
    foreach (var (name, formula) in minerals[..known])
        for (var sample = 1; sample <= samples; sample++)
        {
            // Samples of a mineral differ in how wet they are.
            var expected = Expected(formula, random.NextDouble(0, 0.2));
            for (var repeat = 1; repeat <= repeats; repeat++)
            {
                var counts = expected.Select(value => Math.Max(0, Math.Round(value + Math.Sqrt(value) * random.NextNormal())));
                file.WriteLine($"{name} {sample}.{repeat},{name},{name} {sample},{string.Join(',', counts)}");
            }
        }
}

double[] Expected((string Element, double Atoms)[] formula, double moisture)
{
    var lines = formula
        .Append(("H", moisture))
        .SelectMany(part => PromptGammaLines.Of(part.Item1).Select(line => (line.EnergyKeV, Captures: part.Item2 * line.CrossSectionBarn)))
        .ToArray();
    // 3000 counts in the lines, 60 keV wide (one standard deviation).
    var share = 3000 / lines.Sum(line => line.Captures);
    return Array.ConvertAll(
        energiesKeV,
        energy =>
            30 * Math.Exp(-energy / 2000)
            + lines.Sum(line => 0.4 * share * line.Captures * Math.Exp(-0.5 * Math.Pow((energy - line.EnergyKeV) / 60, 2)))
    );
}
