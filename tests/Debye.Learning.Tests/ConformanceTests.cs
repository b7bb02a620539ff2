using System.Text.Json;
using Debye.Crystals;
using Debye.Learning.Answers;
using Debye.Learning.Packages;
using Debye.Learning.Tables;
using Debye.Learning.Techniques.Crystal;
using Debye.Learning.Techniques.Eis;
using Debye.Learning.Techniques.Pdf;
using Debye.Learning.Techniques.Spectra.Images;
using Debye.Learning.Techniques.Xrd;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Crystal;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Pdf;
using Debye.Techniques.Spectra;
using Debye.Techniques.Spectra.Alignment;
using Debye.Techniques.Xrd;
using Debye.TestSupport;

namespace Debye.Learning.Tests;

/// <summary>What every technique and every shipped model keeps to. A new technique adds one case, a new model none.</summary>
public sealed class ConformanceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-conformance").FullName;

    /// <summary>
    /// A technique as the suite sees it: a simulated measurement of a seed, and the answer of a model to one: a class, or a value.
    /// </summary>
    private sealed record Case(
        Func<ulong, double[]> Simulate,
        Func<string, Identification>? Identify,
        Func<string, CrystalPrediction>? Predict = null,
        Func<string, double[]>? Represent = null
    )
    {
        public void Ask(string folder) =>
            _ =
                Identify is not null ? Identify(folder)
                : Predict is not null ? (object)Predict(folder)
                : Represent!(folder);
    }

    private static Dictionary<string, Case> Cases { get; } =
        new(StringComparer.Ordinal)
        {
            ["xrd"] = new(SimulatePattern, IdentifyPattern),
            ["pdf"] = new(SimulateCurve, IdentifyCurve),
            ["eis"] = new(
                seed => [.. SimulateImpedance(seed).ImpedanceOhm.ToArray().SelectMany(value => new[] { value.Real, value.Imaginary })],
                IdentifyImpedance
            ),
            ["crystal"] = new(RattledEdges, null, PredictSalt),
            ["spectra"] = new(AlignedCounts, null, null, SeeCounts),
        };

    private static Structure Salt { get; } =
        new()
        {
            Id = "NaCl",
            Lattice = Lattice.Cubic(5.64),
            Sites =
            [
                .. new (double X, double Y, double Z)[] { (0, 0, 0), (0, 0.5, 0.5), (0.5, 0, 0.5), (0.5, 0.5, 0) }.SelectMany(p =>
                    new[]
                    {
                        new Site(new Species(11), new FractionalPosition(p.X, p.Y, p.Z)),
                        new Site(new Species(17), new FractionalPosition(p.X + 0.5, p.Y, p.Z)),
                    }
                ),
            ],
        };

    public static TheoryData<string> Techniques() => new(Debye.Techniques.Technique.All.Select(technique => technique.Id));

    public static TheoryData<string> Models() =>
        new(
            Directory
                .GetDirectories(Path.Combine(SharedData.RepositoryRoot, "models"))
                .Where(folder => File.Exists(Path.Combine(folder, "config.json")))
                .Select(folder => Path.GetFileName(folder)!)
                .Order(StringComparer.Ordinal)
        );

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Techniques))]
    public void Technique_Describes_ItsUnitAndSources(string id)
    {
        var technique = Debye.Techniques.Technique.All.Single(item => item.Id == id);
        technique.AxisUnit.ShouldNotBeNullOrEmpty();
        technique.Citations.ShouldAllBe(citation => citation.Contains("doi", StringComparison.OrdinalIgnoreCase));
        Cases.ShouldContainKey(id);
    }

    [Theory]
    [MemberData(nameof(Techniques))]
    public void Simulation_SameSeed_SameNumbers(string id)
    {
        var simulate = Cases[id].Simulate;
        simulate(3).ShouldBe(simulate(3));
        simulate(3).ShouldNotBe(simulate(4));
        simulate(3).ShouldAllBe(value => double.IsFinite(value));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_Package_IsComplete(string name)
    {
        var folder = Folder(name);
        foreach (var file in (string[])["config.json", "recipe.json", "metrics.json", "README.md"])
            File.Exists(Path.Combine(folder, file)).ShouldBeTrue($"{name} has no {file}");
        Cases.ShouldContainKey(TechniqueOf(folder));
        if (Cases[TechniqueOf(folder)].Identify is not null)
            ModelConfig.Read(folder).Labels.ShouldBeUnique();
        foreach (var word in (string[])["icence", "rained", "imit"])
            File.ReadAllText(Path.Combine(folder, "README.md")).ShouldContain(word);
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length).ShouldBeLessThan(12L << 20);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_SameInput_SameProbableAnswer(string name)
    {
        if (Cases[TechniqueOf(Folder(name))].Represent is { } represent)
        {
            var seen = represent(Folder(name));
            represent(Folder(name)).ShouldBe(seen);
            seen.ShouldAllBe(value => double.IsFinite(value));
            return;
        }

        if (Cases[TechniqueOf(Folder(name))].Identify is not { } identify)
        {
            var predict = Cases[TechniqueOf(Folder(name))].Predict!;
            var (one, other) = (predict(Folder(name)), predict(Folder(name)));
            other.Value.ShouldBe(one.Value);
            other.Interval.ShouldBe(one.Interval);
            var (value, ends) = (one.Value.ShouldNotBeNull(), one.Interval.ShouldNotBeNull());
            value.ShouldBeInRange(ends.Low, ends.High);
            return;
        }

        var (first, second) = (identify(Folder(name)), identify(Folder(name)));
        first.Candidates.ShouldBe(second.Candidates);
        first.Candidates.Select(candidate => candidate.Probability).ShouldBeInOrder(SortDirection.Descending);
        first.Candidates.Sum(candidate => candidate.Probability).ShouldBeInRange(0, 1 + 1e-5);
        first.PredictionSet.ShouldNotBeEmpty();
        first.Model.ShouldBe(name);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_DamagedOrNewer_IsRefusedByName(string name)
    {
        var subject = Cases[TechniqueOf(Folder(name))];
        var damaged = Copy(name, "damaged");
        var weights = Directory.GetFiles(damaged, "model*").Order(StringComparer.Ordinal).First();
        File.WriteAllBytes(weights, File.ReadAllBytes(weights)[..200]);
        Should.Throw<DataFormatException>(() => subject.Ask(damaged)).Message.ShouldContain(Path.GetFileName(weights));

        var newer = Copy(name, "newer");
        var config = Path.Combine(newer, "config.json");
        File.WriteAllText(
            config,
            File.ReadAllText(config).Replace("\"formatVersion\": 1", "\"formatVersion\": 99", StringComparison.Ordinal)
        );
        Should.Throw<DataFormatException>(() => subject.Ask(newer)).Message.ShouldContain("newer");
    }

    private static string TechniqueOf(string folder)
    {
        using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "config.json")));
        return config.RootElement.GetProperty("technique").GetString()!;
    }

    private static string Folder(string name) => Path.Combine(SharedData.RepositoryRoot, "models", name);

    private string Copy(string name, string target)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, target)).FullName;
        foreach (var file in Directory.GetFiles(Folder(name), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Folder(name), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return folder;
    }

    private static double[] SimulateCurve(ulong seed)
    {
        var random = new RandomSource(seed);
        return new PdfSimulator(new PdfOptions { UniformUisoAngstrom2 = random.NextDouble(0.004, 0.02) }).Simulate(Salt).G.ToArray();
    }

    private static Identification IdentifyCurve(string folder)
    {
        using var identifier = PdfIdentifier.Load(folder);
        var curve = new PdfSimulator(new PdfOptions { UniformUisoAngstrom2 = 0.008 }).Simulate(Salt);
        return identifier.Identify(
            new PdfData(PdfQuantity.PairDistribution, curve.Grid.ToArray(), curve.G.Span),
            "salt",
            new PdfIdentifyOptions()
        );
    }

    private static CrystalPrediction PredictSalt(string folder)
    {
        var model = CrystalModelPackage.Load(folder);
        using var predictor = new CrystalPredictor(model);
        return CrystalPrediction.Of(predictor, model.NewInputBuilder(), Salt, 0.9);
    }

    /// <summary>Edge lengths of the graph of rock salt with displaced sites.</summary>
    private static double[] RattledEdges(ulong seed)
    {
        var random = new RandomSource(seed);
        var sites = new List<Site>();
        foreach (var site in Salt.Sites)
            sites.Add(
                site with
                {
                    Position =
                        site.Position
                        + new FractionalPosition(random.NextDouble(0, 0.02), random.NextDouble(0, 0.02), random.NextDouble(0, 0.02)),
                }
            );
        return
        [
            .. new CrystalGraphBuilder(CrystalOptions.Cgcnn)
                .Build(Salt with { Sites = [.. sites] })
                .DistancesAngstrom.ToArray()
                .Select(distance => (double)distance),
        ];
    }

    /// <summary>Random counts of channels, in common bins.</summary>
    private static double[] AlignedCounts(ulong seed)
    {
        var (random, axis, counts) = (new RandomSource(seed), new double[200], new double[200]);
        for (var i = 0; i < axis.Length; i++)
            (axis[i], counts[i]) = (0.7 * i, random.NextInt(100));
        var spectrum = new MaterialSpectrum(SpectrumAxisUnit.KiloElectronVolt, axis, counts);
        return SpectrumAlignment.Covering([spectrum], 60).Apply(spectrum).Intensity.ToArray();
    }

    /// <summary>What a base for images of spectra makes of random counts.</summary>
    private static double[] SeeCounts(string folder)
    {
        var (random, counts) = (new RandomSource(1), new double[600]);
        for (var i = 0; i < counts.Length; i++)
            counts[i] = random.NextInt(100);
        return SpectrumImageBase.Load(folder, counts.Length).Represent(new SampleTable(counts, counts.Length)).Values.ToArray();
    }

    private static double[] SimulatePattern(ulong seed) => Pattern(seed).Intensity.ToArray();

    private static Spectrum Pattern(ulong seed) =>
        new XrdSimulator().Pattern(Salt, XrdGrid.TwoTheta(5, 90, 4251), new XrdImperfections { PeakCounts = 5000 }, seed);

    private static Identification IdentifyPattern(string folder)
    {
        using var identifier = XrdIdentifier.Load(folder);
        return identifier.Identify(Pattern(1), "salt", new XrdIdentifyOptions());
    }

    private static ImpedanceSpectrum SimulateImpedance(ulong seed) =>
        new EisSimulator(Circuit.Parse("R0-p(R1,CPE1)"), FrequencyGrid.Logarithmic(1e5, 0.01, 50)).Simulate(
            [5, 100, 1e-5, 0.9],
            new EisOptions { NoiseLevel = 0.005 },
            seed
        );

    private static Identification IdentifyImpedance(string folder)
    {
        using var identifier = EisIdentifier.Load(folder);
        return identifier.Identify(SimulateImpedance(1), "cell", new EisIdentifyOptions());
    }
}
