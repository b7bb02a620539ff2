#:project ../src/Debye/Debye.csproj
// Simulates fluorite, once as a list of peaks and once as a laboratory would measure it.
// Run: dotnet run samples/SimulatePattern.cs [OUT.xy]
using System.Globalization;
using Debye.Crystals;
using Debye.Numerics;
using Debye.Techniques.Xrd;

var setting = SpaceGroups.Default(225);
var fluorite = new AsymmetricStructure
{
    Id = "fluorite",
    Setting = setting,
    Lattice = Lattice.Cubic(5.463),
    Sites =
    [
        new IndependentSite(new Species(20), setting.WyckoffPositions.Single(position => position.Letter == 'a'), new FractionalPosition(0, 0, 0)),
        new IndependentSite(new Species(9), setting.WyckoffPositions.Single(position => position.Letter == 'c'), new FractionalPosition(0.25, 0.25, 0.25)),
    ],
};

var options = new XrdOptions { SecondWavelengthAngstrom = 1.54439, DefaultUisoAngstrom2 = 0.008 };
var pattern = new XrdSimulator(options).Peaks(fluorite.Expand());
foreach (var peak in pattern.Peaks.ToArray().Where(peak => peak.Intensity > 5).Take(8))
    Console.WriteLine($"2θ {peak.TwoThetaDegrees,8:f3}°   d {peak.DAngstrom:f4} Å   I {peak.Intensity,6:f1}");

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

if (args.Length > 0)
{
    using var file = new StreamWriter(args[0]);
    file.WriteLine("# two-theta (degree, Cu Ka), counts");
    for (var i = 0; i < counts.Length; i++)
        file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{grid[i]:f2} {Math.Round(counts[i] * 6000)}"));
    Console.WriteLine($"{counts.Length} points written to {args[0]}");
}
