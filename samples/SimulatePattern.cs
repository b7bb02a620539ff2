#:project ../src/Debye/Debye.csproj
// Simulates rutile, once as a list of peaks and once as a laboratory would measure it.
// Run: dotnet run samples/SimulatePattern.cs [OUT.xy]
using System.Globalization;
using Debye.Crystals;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Xrd;

var setting = SpaceGroups.Default(136);
var rutile = new AsymmetricStructure
{
    Id = "rutile",
    Setting = setting,
    Lattice = Lattice.FromParameters(4.594, 4.594, 2.959, 90, 90, 90),
    Sites =
    [
        new IndependentSite(
            new Species(22),
            setting.WyckoffPositions.Single(position => position.Letter == 'a'),
            new FractionalPosition(0, 0, 0)
        ),
        new IndependentSite(
            new Species(8),
            setting.WyckoffPositions.Single(position => position.Letter == 'f'),
            new FractionalPosition(0.3053, 0.3053, 0)
        ),
    ],
};

var options = new XrdOptions { SecondWavelengthAngstrom = 1.54439, DefaultUisoAngstrom2 = 0.008 };
var pattern = new XrdSimulator(options).Peaks(rutile.Expand());
foreach (var peak in pattern.Peaks.ToArray().Where(peak => peak.Intensity > 5).Take(8))
    Console.WriteLine($"2θ {peak.TwoThetaDegrees, 8:f3}°   d {peak.DAngstrom:f4} Å   I {peak.Intensity, 6:f1}");

var imperfections = new XrdImperfections
{
    ZeroShiftDegrees = 0.03,
    BackgroundCoefficients = [1, -0.4, 0.1],
    BackgroundHeight = 0.04,
    PeakCounts = 6000,
};
var grid = XrdGrid.TwoTheta(10, 80, 3501);
var counts = new float[grid.Count];
var random = new RandomSource(2026);
var renderer = new XrdRenderer(options);
renderer.Add(pattern);
renderer.Render(grid, imperfections, ref random, counts);

var profile = new Spectrum(
    AxisKind.TwoThetaDegrees,
    [.. Enumerable.Range(0, grid.Count).Select(i => grid[i])],
    Array.ConvertAll(counts, value => (double)value)
);
var figure = XrdFigures.Calculated("rutile, as a laboratory would measure it", pattern, profile);
Directory.CreateDirectory("artifacts/pictures");
File.WriteAllText("artifacts/pictures/SimulatePattern.svg", figure.Render());

if (args.Length > 0)
{
    using var file = new StreamWriter(args[0]);
    file.WriteLine("# two-theta (degree, Cu Ka), counts");
    for (var i = 0; i < counts.Length; i++)
        file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{grid[i]:f2} {Math.Round(counts[i] * 6000)}"));
    Console.WriteLine($"{counts.Length} points written to {args[0]}");
}
