using Debye.Crystals;
using Debye.Learning.Explanation;
using Debye.Learning.Tables;
using Debye.Learning.Techniques.Crystal;
using Debye.Learning.Techniques.Eis;
using Debye.Learning.Techniques.Pdf;
using Debye.Learning.Techniques.Spectra;
using Debye.Learning.Techniques.Spectra.Classifiers;
using Debye.Learning.Techniques.Spectra.Images;
using Debye.Learning.Techniques.Xrd;
using Debye.Learning.Tests.Techniques.Spectra;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Pdf;
using Debye.Techniques.Xrd;
using Debye.Tensors;
using Debye.Tensors.Cpu;
using Debye.TestSupport;

namespace Debye.Learning.Tests;

/// <summary>One model asked by eight threads answers as it does one question after the other, bit by bit.</summary>
public sealed class ConcurrencyTests
{
    private const int Threads = 8;
    private const int Questions = 4;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Xrd_ManyThreads_AnswerAsOne(int threads)
    {
        using var identifier = XrdIdentifier.Load(Model("xrd-spacegroup"), threads: threads);
        var patterns = Each(seed =>
            new XrdSimulator().Pattern(Salt(5.4), XrdGrid.TwoTheta(5, 90, 4251), new XrdImperfections { PeakCounts = 5000 }, seed)
        );
        ShouldAnswerAsOne(i =>
            identifier
                .Identify(patterns[i], "salt", new XrdIdentifyOptions { Top = 230 })
                .Candidates.Select(candidate => (double)candidate.Probability)
        );
    }

    [Fact]
    public void XrdLibrary_ManyThreads_AnswerAsOne()
    {
        using var identifier = XrdIdentifier.Load(Model("xrd-spacegroup"), Path.Combine(Model("xrd-library"), "materials-project.dbxl"));
        var patterns = Each(seed =>
            new XrdSimulator().Pattern(Salt(5.4), XrdGrid.TwoTheta(5, 90, 4251), new XrdImperfections { PeakCounts = 5000 }, seed)
        );
        ShouldAnswerAsOne(i => identifier.Evidence(patterns[i], 1.5406, 1).Matches.Select(match => (double)match.Score));
    }

    [Fact]
    public void Pdf_ManyThreads_AnswerAsOne()
    {
        using var identifier = PdfIdentifier.Load(Model("pdf-spacegroup"));
        var curves = Each(seed => new PdfSimulator(new PdfOptions { UniformUisoAngstrom2 = 0.008 }).Simulate(Salt(5.2 + (0.1 * seed))));
        ShouldAnswerAsOne(i =>
            identifier
                .Identify(
                    new PdfData(PdfQuantity.PairDistribution, curves[i].Grid.ToArray(), curves[i].G.Span),
                    "salt",
                    new PdfIdentifyOptions()
                )
                .Candidates.Select(candidate => (double)candidate.Probability)
        );
    }

    [Fact]
    public void Eis_ManyThreads_AnswerAsOne()
    {
        using var identifier = EisIdentifier.Load(Model("eis-circuit"));
        var simulator = new EisSimulator(Circuit.Parse("R0-p(R1,CPE1)"), FrequencyGrid.Logarithmic(1e5, 0.01, 50));
        var spectra = Each(seed => simulator.Simulate([5, 100 * seed, 1e-5, 0.9], new EisOptions { NoiseLevel = 0.005 }, seed));
        ShouldAnswerAsOne(i =>
        {
            var answer = identifier.Identify(spectra[i], "cell", new EisIdentifyOptions());
            return answer
                .Candidates.Select(candidate => (double)candidate.Probability)
                .Concat(answer.Explanation.Select(influence => influence.Influence))
                .Append(answer.Misfit);
        });
    }

    [Theory]
    [InlineData("crystal-bandgap-dft")]
    [InlineData("crystal-bandgap-experimental")]
    public void Crystal_ManyThreads_AnswerAsOne(string name)
    {
        var model = CrystalModelPackage.Load(Model(name));
        using var predictor = new CrystalPredictor(model, threads: 2);
        var crystals = Each(seed => model.NewInputBuilder().Build(Salt(5 + (0.1 * seed))));
        ShouldAnswerAsOne(i => predictor.Predict([crystals[i]]).SelectMany(answer => answer.Members.Append(answer.Value)));
    }

    [Fact]
    public void SpectrumImages_ManyThreads_AnswerAsOne()
    {
        var seer = SpectrumImageBase.Load(Model("spectra-base"), 600);
        var counts = Each(seed =>
        {
            var random = new RandomSource(seed);
            return Enumerable.Range(0, 600).Select(_ => (double)random.NextInt(100)).ToArray();
        });
        ShouldAnswerAsOne(i => seer.Represent(new SampleTable(counts[i], 600)).Values.ToArray());
    }

    /// <summary>A classifier that is asked and explained at once: the checks of an explanation make parameters random.</summary>
    [Fact]
    public void Spectra_PredictedAndExplained_AnswerAsOne()
    {
        var options = new NetworkClassifierOptions
        {
            Network = new() { Stages = [new(8, 7, 2), new(16, 5, 2)] },
            Training = new()
            {
                Steps = 80,
                BatchSize = 16,
                ValidateEvery = 80,
                Schedule = new() { BaseRate = 0.01 },
            },
        };
        var recipe = SpectraModelTests.Recipe(options) with { Folds = 0 };
        var context = new SpectrumTrainingContext(1, 1, CancellationToken.None);
        var model = SpectraTraining.Fit(recipe, LineSpectra.Make(16, 1), ["clay", "lime", "sand"], "m", context).Model;
        var explain = new SpectraExplainOptions { Method = SpectraExplanationMethod.HiResCam, WithChecks = true };
        var spectra = Each(seed => LineSpectra.Make(1, seed, "sand")[0]);
        ShouldAnswerAsOne(i =>
            model
                .Predict([spectra[i]])
                .Select(probability => (double)probability)
                .Concat(SpectraExplainer.Explain(model, spectra[i], explain).Importance.ToArray())
        );
    }

    /// <summary>A network still in training mode, with dropout, explained and scored at once through its parts and as a whole.</summary>
    [Fact]
    public void Explanations_ManyThreads_AnswerAsOne()
    {
        var (initial, dropout) = (new RandomStream(1), new RandomStream(2));
        var (body, head) = (
            new Sequential(new Linear(4, 8, initial), new Dropout(0.5f, dropout)),
            new Sequential(new Flatten(), new Linear(80, 3, initial))
        );
        var network = new Sequential(body, head);
        using var backend = new CpuBackend(2);
        var activation = new ClassActivation(body, head, backend);
        var scorer = SpectrumScorers.OfNetwork(
            new Sequential(new Flatten(), new Linear(10, 40, initial), new Dropout(0.5f, dropout)),
            backend,
            1
        );
        var examples = Each(seed =>
        {
            var example = new float[40];
            new RandomStream(seed).FillNormal(1, example);
            return example;
        });
        ShouldAnswerAsOne(i =>
            activation
                .Explain(examples[i], [10, 4], 1, ActivationMethod.HiResCam)
                .Values.ToArray()
                .Concat(scorer(new FeatureTable(examples[i], 10)))
        );
        network.NamedParameters().ShouldAllBe(parameter => parameter.Value.RequiresGradient && !parameter.Value.HasGradient);
    }

    private static void ShouldAnswerAsOne(Func<int, IEnumerable<double>> ask)
    {
        double[][] alone = [.. Enumerable.Range(0, Questions).Select(i => ask(i).ToArray())];
        alone.Select(answer => string.Join(' ', answer)).Distinct().Count().ShouldBe(Questions, "the questions should differ");
        var together = new double[2 * Questions][];
        Parallel.For(
            0,
            together.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Threads },
            i => together[i] = [.. ask(i % Questions)]
        );
        for (var i = 0; i < together.Length; i++)
            together[i].ShouldBe(alone[i % Questions]);
    }

    private static T[] Each<T>(Func<ulong, T> make) => [.. Enumerable.Range(1, Questions).Select(seed => make((ulong)seed))];

    private static string Model(string name) => Path.Combine(SharedData.RepositoryRoot, "models", name);

    private static Structure Salt(double edgeAngstrom) =>
        new()
        {
            Id = "NaCl",
            Lattice = Lattice.Cubic(edgeAngstrom),
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
}
