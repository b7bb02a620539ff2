using Debye.Learning.Techniques.Spectra.Preprocessing;
using Debye.Numerics;
using Debye.Techniques.Spectra;
using Debye.Techniques.Spectra.Preprocessing;
using Debye.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.Techniques.Spectra;

public sealed class SpectrumPipelineTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public static TheoryData<string> Kinds() => new(Steps.Keys);

    private static Dictionary<string, SpectrumStep> Steps { get; } =
        new(StringComparer.Ordinal)
        {
            ["als-baseline"] = new AlsBaselineStep { Smoothness = 100 },
            ["crop"] = new CropStep { Low = 10, High = 30 },
            ["log"] = new LogStep(),
            ["normalise"] = new NormaliseStep { Scale = SpectrumScale.LiveTime },
            ["resample"] = new ResampleStep
            {
                First = 1,
                Last = 39,
                Count = 77,
            },
            ["savitzky-golay"] = new SavitzkyGolayStep { Derivative = 1 },
            ["msc"] = new ScatterCorrectionStep(),
            ["segments"] = new SegmentsStep { Count = 7 },
            ["snip-baseline"] = new SnipBaselineStep { Width = 5 },
            ["standardise"] = new StandardiseStep(),
            ["snv"] = new StandardNormalVariateStep(),
        };

    public void Dispose() => File.Delete(_path);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void WriteRead_EveryStep_SameNumbers(string kind)
    {
        var pipeline = Of(Steps[kind], new NormaliseStep { Scale = SpectrumScale.UnitVector }).Fit(Spectra(8, 1));
        SpectrumPipelineFile.Write(_path, pipeline);
        File.ReadAllText(_path).ShouldContain($"\"kind\": \"{kind}\"");
        var read = SpectrumPipelineFile.Read(_path);
        var (first, second) = (pipeline.Apply(Spectra(3, 2)), read.Apply(Spectra(3, 2)));
        first.Values.ToArray().ShouldBe(second.Values.ToArray());
        read.OutputAxis.ToArray().ShouldBe(pipeline.OutputAxis.ToArray());
        first.Columns.ShouldBe(pipeline.OutputAxis.Length);
    }

    [Fact]
    public void Fit_Standardise_KnowsNothingOfOtherSpectra() =>
        Prop.ForAll<int>(seed =>
            {
                var (training, others) = (Spectra(12, (ulong)seed), Spectra(5, (ulong)seed + 1));
                var pipeline = Of(new StandardNormalVariateStep(), new StandardiseStep()).Fit(training);
                var table = pipeline.Apply(training);
                for (var j = 0; j < table.Columns; j++)
                {
                    var column = Enumerable.Range(0, table.Rows).Select(i => table.Row(i)[j]).ToArray();
                    column.Sum().ShouldBe(0, 1e-9);
                    column.Sum(value => value * value).ShouldBe(table.Rows - 1, 1e-6);
                }

                pipeline.Apply(others).Row(2).ToArray().ShouldBe(pipeline.Apply(others[2]));
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Fit_ScatterCorrection_SlopesAndOffsetsVanish()
    {
        var spectrum = Spectra(1, 4)[0];
        MaterialSpectrum[] training =
        [
            .. Enumerable
                .Range(1, 5)
                .Select(k =>
                    spectrum.WithPoints(spectrum.Unit, spectrum.Axis, [.. spectrum.Intensity.ToArray().Select(value => 10 * k + k * value)])
                ),
        ];
        var table = Of(new ScatterCorrectionStep()).Fit(training).Apply(training);
        for (var i = 1; i < table.Rows; i++)
            table.Row(i).ToArray().ShouldBe(table.Row(0).ToArray(), 1e-8);
    }

    [Fact]
    public void Apply_OtherAxis_IsRefusedUnlessResampled()
    {
        var (training, other) = (Spectra(4, 1), Spectra(1, 2, 0.5)[0]);
        Should.Throw<ArgumentException>(() => Of(new LogStep()).Fit(training).Apply(other)).Message.ShouldContain("add a step");
        Should.Throw<ArgumentException>(() => Of(new StandardiseStep()).Fit([.. training, other])).Message.ShouldContain("add a step");
        Of(
                new ResampleStep
                {
                    First = 2,
                    Last = 18,
                    Count = 33,
                },
                new LogStep()
            )
            .Fit(training)
            .Apply(other)
            .Length.ShouldBe(33);
        Should
            .Throw<ArgumentException>(() =>
                Of(new LogStep())
                    .Fit(training)
                    .Apply(new MaterialSpectrum(SpectrumAxisUnit.Nanometre, training[0].Axis, training[0].Intensity))
            )
            .Message.ShouldContain("Nanometre");
        Should.Throw<InvalidOperationException>(() => Of(new LogStep()).Apply(other));
        Should
            .Throw<ArgumentException>(() =>
                Of(new NormaliseStep { Scale = SpectrumScale.LiveTime })
                    .Fit([new MaterialSpectrum(SpectrumAxisUnit.Index, [0, 1], [1, 1]) { Source = "bare.spe" }])
            )
            .Message.ShouldStartWith("bare.spe: ");
    }

    [Theory]
    [InlineData("", "no pipeline")]
    [InlineData("[]", "JSON object")]
    [InlineData("{}", "missing")]
    [InlineData("""{"formatVersion":2}""", "newer")]
    [InlineData("""{"formatVersion":1,"pipeline":{"steps":[{"kind":"program"}]}}""", "no pipeline")]
    [InlineData("""{"formatVersion":1,"pipeline":{"steps":null}}""", "no pipeline")]
    [InlineData("""{"formatVersion":1,"pipeline":{"steps":[null],"outputAxis":"AAAAAAAAAAA="}}""", "Expected steps")]
    [InlineData("""{"formatVersion":1,"pipeline":{"steps":[]}}""", "never fitted")]
    [InlineData("""{"formatVersion":1,"pipeline":{"steps":[{"kind":"log","floor":0}],"outputAxis":"AAAAAAAAAAA="}}""", "above 0")]
    [InlineData("""{"formatVersion":1,"pipeline":{"steps":[{"kind":"log","ceiling":0}],"outputAxis":"AAAAAAAAAAA="}}""", "no pipeline")]
    [InlineData("""{"formatVersion":1,"pipeline":{"steps":[{"kind":"msc"}],"outputAxis":"AAAAAAAAAAA="}}""", "no reference")]
    [InlineData(
        """{"formatVersion":1,"pipeline":{"steps":[{"kind":"standardise","means":"AAAAAAAAAAA=","deviations":"AAAAAAAAAAA="}]"""
            + ""","outputAxis":"AAAAAAAAAAA="}}""",
        "deviations"
    )]
    public void Read_Damaged_IsRefusedInOneLine(string text, string reason)
    {
        File.WriteAllText(_path, text);
        var message = Should.Throw<DataFormatException>(() => SpectrumPipelineFile.Read(_path)).Message;
        message.ShouldContain(reason);
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void Apply_PromptGammaSet_IsTheTutorialsPreprocessing()
    {
        var path = SharedData.Require("data/spectra/pgaa/X.csv.gz");
        var spectra = SpectraReader.ReadAll(path).Take(5).ToArray();
        var pipeline = Of(new CropStep { Low = 0, High = 7647.9 }, new NormaliseStep(), new LogStep()).Fit(spectra);
        pipeline.OutputAxis.Length.ShouldBe(2631);
        var kept = spectra[3].Intensity[..2631].ToArray();
        pipeline.Apply(spectra[3]).ShouldBe(kept.Select(value => Math.Log(Math.Max(value / kept.Sum(), 1e-7))), 1e-12);
    }

    private static SpectrumPipeline Of(params SpectrumStep[] steps) => new() { Steps = [.. steps] };

    /// <summary>Spectra of 40 points, counts 1…1000, with a live time.</summary>
    private static MaterialSpectrum[] Spectra(int count, ulong seed, double step = 1)
    {
        var (random, spectra) = (new RandomSource(seed), new MaterialSpectrum[count]);
        for (var n = 0; n < count; n++)
        {
            var (axis, values) = (new double[40], new double[40]);
            for (var i = 0; i < axis.Length; i++)
                (axis[i], values[i]) = (i * step, 1 + random.NextInt(1000));
            spectra[n] = new MaterialSpectrum(SpectrumAxisUnit.KiloElectronVolt, axis, values)
            {
                LiveTimeSeconds = random.NextDouble(1, 100),
                Source = $"{seed}/{n}",
            };
        }

        return spectra;
    }
}
