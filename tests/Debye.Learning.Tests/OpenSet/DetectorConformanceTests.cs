using System.Text.Json;
using Debye.Learning.OpenSet;
using Debye.Learning.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Learning.Tests.OpenSet;

/// <summary>What every detector keeps to. A new one adds one line.</summary>
public sealed class DetectorConformanceTests
{
    private const int Each = 60;

    private static Dictionary<string, DetectorOptions> Cases { get; } =
        new(StringComparer.Ordinal)
        {
            ["conformal"] = new ConformalOptions(),
            ["conformal-pooled"] = new ConformalOptions { IsClassConditional = false },
            ["dime"] = new DimeOptions { Axes = 3 },
            ["energy"] = new EnergyOptions(),
            ["mahalanobis"] = new MahalanobisOptions(),
            ["nearest-neighbour"] = new NearestNeighbourOptions(),
            ["openmax"] = new OpenMaxOptions(),
            ["softmax"] = new SoftmaxOptions(),
        };

    public static TheoryData<string> Detectors() => new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Fit_UnseenSamples_KnownAcceptedUnknownRefused(string name)
    {
        var detector = Cases[name].Fit(OpenSetSamples.Known(Cases[name].Input, Each, 1));
        name.ShouldStartWith(detector.Name);
        detector.Input.ShouldBe(Cases[name].Input);
        var figures = DetectorComparison.Judge(
            detector,
            OpenSetSamples.Known(detector.Input, 100, 2).Inputs,
            OpenSetSamples.Unknown(detector.Input, 50, 3)
        );
        figures.KnownAccepted.ShouldBeInRange(0.88, 0.99);
        figures.UnknownRejected.ShouldBeGreaterThan(0.95);
        figures.RankArea.ShouldBeGreaterThan(0.97);
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Fit_HeldOutAndCrossed_RefuseAsManyKnownAsTheyMay(string name)
    {
        var options = Cases[name] with { Significance = 0.1 };
        var (examples, fresh) = (OpenSetSamples.Known(options.Input, Each, 1), OpenSetSamples.Known(options.Input, 400, 9).Inputs);
        foreach (
            var detector in new[]
            {
                options.Fit(examples, OpenSetSamples.Known(options.Input, Each, 4)),
                options.FitCrossed(examples, 5, 1),
            }
        )
            DetectorComparison
                .Judge(detector, fresh, OpenSetSamples.Unknown(options.Input, 5, 3))
                .KnownAccepted.ShouldBeInRange(0.82, 0.97);
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void FitGrouped_GroupsAtRandom_RefuseAsManyKnownAsTheyMay(string name)
    {
        var options = Cases[name] with { Significance = 0.1 };
        var (examples, fresh) = (OpenSetSamples.Known(options.Input, Each, 1), OpenSetSamples.Known(options.Input, 400, 9).Inputs);
        // The last class is one group and is cut at random.
        int[] groups = [.. Enumerable.Range(0, 3 * Each).Select(i => i % 3 == 2 ? 99 : i % 3 * 10 + i / 3 % 4)];
        var detector = options.FitGrouped(examples, groups, 1);
        DetectorComparison.Judge(detector, fresh, OpenSetSamples.Unknown(options.Input, 5, 3)).KnownAccepted.ShouldBeInRange(0.82, 0.97);
        Should.Throw<ArgumentException>(() => options.FitGrouped(examples, groups.AsSpan(1), 1));
        Should
            .Throw<ArgumentException>(() => options.FitGrouped(examples, [.. examples.Labels], 1))
            .Message.ShouldContain("several groups");
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void WriteRead_Always_TheSameScores(string name)
    {
        var detector = Cases[name].Fit(OpenSetSamples.Known(Cases[name].Input, 20, 1));
        var path = Path.GetTempFileName();
        try
        {
            DetectorFile.Write(path, detector);
            var own = DetectorFile.Read(path);
            own.Threshold.ShouldBe(detector.Threshold);
            own.Scores(OpenSetSamples.Unknown(detector.Input, 20, 3))
                .ShouldBe(detector.Scores(OpenSetSamples.Unknown(detector.Input, 20, 3)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Options_AsJson_AreTheSame(string name) =>
        JsonSerializer.Deserialize<DetectorOptions>(JsonSerializer.Serialize(Cases[name])).ShouldBe(Cases[name]);

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Score_OrderOfExamples_DoesNotCount(string name) =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<int>(),
                seed =>
                {
                    var examples = OpenSetSamples.Known(Cases[name].Input, 15, (ulong)Math.Abs((long)seed));
                    int[] order = [.. Enumerable.Range(0, 45).OrderBy(i => Math.Sin(i * (seed % 97 + 98.0)))];
                    var (own, shuffled) = (Cases[name].Fit(examples), Cases[name].Fit(examples.Select(order)!));
                    var unknown = OpenSetSamples.Unknown(own.Input, 5, 3);
                    shuffled.Scores(unknown).ShouldBe(own.Scores(unknown), 1e-7);
                    shuffled.Threshold.ShouldBe(own.Threshold, 1e-7);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(10));

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Score_BadInput_Throws(string name)
    {
        var detector = Cases[name].Fit(OpenSetSamples.Known(Cases[name].Input, 10, 1));
        Should.Throw<ArgumentException>(() => detector.Score(new double[detector.InputCount + 1]));
        Should.Throw<ArgumentException>(() => detector.Accepts([.. new double[detector.InputCount - 1], double.NaN]));
        Should.Throw<ArgumentOutOfRangeException>(() =>
            (Cases[name] with { Significance = 0 }).Fit(OpenSetSamples.Known(Cases[name].Input, 10, 1))
        );
        Should.Throw<ArgumentException>(() =>
            DetectorComparison.Judge(
                detector,
                new SampleTable(Array.Empty<double>(), detector.InputCount),
                OpenSetSamples.Unknown(detector.Input, 2, 1)
            )
        );
    }
}
