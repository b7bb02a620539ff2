using Debye.Learning.Explanation;
using Debye.Learning.Tables;
using Debye.Tensors;
using Debye.Tensors.Cpu;

namespace Debye.Learning.Tests.Explanation;

public sealed class ExplanationChecksTests
{
    private static readonly float[] Weights = [.. Enumerable.Range(0, 100).Select(i => i is >= 40 and < 50 ? 1f : 0.01f)];

    [Fact]
    public void Curves_TrueImportance_BeatsRandomOrdersAndItsOpposite()
    {
        var spectrum = Enumerable.Repeat(1f, 100).ToArray();
        var importance = Weights.Select(weight => (double)weight).ToArray();
        var options = new ExplanationCheckOptions { Bands = 20, Seed = 3 };
        var right = ExplanationChecks.Curves(Linear, spectrum, importance, SpectrumBackground.Constant(100), options);
        var wrong = ExplanationChecks.Curves(
            Linear,
            spectrum,
            [.. importance.Select(value => -value)],
            SpectrumBackground.Constant(100),
            options
        );
        right.Deletion.Span[0].ShouldBe(10.9, 1e-4);
        right.Deletion.Span[^1].ShouldBe(0, 1e-6);
        right.Deletion.Span[2].ShouldBe(0.9, 1e-4);
        right.Insertion.Span[0].ShouldBe(0, 1e-6);
        right.Insertion.Span[^1].ShouldBe(10.9, 1e-4);
        right.ShareBeaten.ShouldBe(1);
        wrong.ShareBeaten.ShouldBe(0);
        right.RandomDeletionAreas.ToArray().Distinct().Count().ShouldBeGreaterThan(3);
        right.RandomDeletionArea.ShouldBeInRange(right.DeletionArea, wrong.DeletionArea);
        right.DeletionArea.ShouldBe(Mean(right.Deletion.ToArray()), 1e-9);
    }

    [Fact]
    public void Curves_SameSeed_SameAreas()
    {
        var spectrum = BandShapTests.Values(100, 1);
        DeletionInsertion Run(ulong seed) =>
            ExplanationChecks.Curves(
                Linear,
                spectrum,
                new double[100],
                SpectrumBackground.StraightLines,
                new ExplanationCheckOptions { Seed = seed }
            );
        Run(1).RandomInsertionAreas.ToArray().ShouldBe(Run(1).RandomInsertionAreas.ToArray());
        Run(1).RandomInsertionAreas.ToArray().ShouldNotBe(Run(2).RandomInsertionAreas.ToArray());
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, 3, 4 }, new[] { 10.0, 20, 30, 1000 }, 1)]
    [InlineData(new[] { 1.0, 2, 3, 4 }, new[] { 4.0, 3, 2, 1 }, -1)]
    [InlineData(new[] { 1.0, 2, 2, 3 }, new[] { 1.0, 3, 2, 4 }, 0.9486832980505138)]
    [InlineData(new[] { 1.0, 1, 1, 1 }, new[] { 1.0, 3, 2, 4 }, 0)]
    public void RankCorrelation_KnownCases_AreMet(double[] first, double[] second, double expected) =>
        ExplanationChecks.RankCorrelation(first, second).ShouldBe(expected, 1e-12);

    [Fact]
    public void Cascade_ExplanationOfTheNetwork_IsLostAndTheNetworkPutBack()
    {
        var random = new RandomStream(5);
        Module[] layers =
        [
            new Conv1d(1, 8, 9, random),
            new Activation(UnaryFunction.Relu),
            new Conv1d(8, 8, 5, random),
            new GlobalPool(PoolingKind.Average),
            new Linear(8, 2, random),
        ];
        var (backend, example) = (new CpuBackend(1), BandShapTests.Values(128, 9));
        var before = layers.SelectMany(layer => layer.NamedParameters()).SelectMany(p => p.Value.Span.ToArray()).ToArray();
        var steps = ParameterRandomisation.Cascade(
            layers,
            () => new ClassActivation(layers, 3, backend).Explain(example, [128, 1], 1).Values.ToArray(),
            4
        );
        steps.Select(step => step.Layer).ShouldBe(["4: Linear", "2: Conv1d", "0: Conv1d"]);
        Math.Abs(steps[^1].Correlation).ShouldBeLessThan(0.6);
        layers.SelectMany(layer => layer.NamedParameters()).SelectMany(p => p.Value.Span.ToArray()).ToArray().ShouldBe(before);
    }

    [Fact]
    public void Cascade_ExplanationThatIgnoresTheNetwork_StaysTheSame()
    {
        Module[] layers = [new Linear(4, 3, new RandomStream(1)), new Linear(3, 2, new RandomStream(2))];
        ParameterRandomisation
            .Cascade(layers, () => [1, 2, 3, 4])
            .ShouldAllBe(step => step.Correlation == 1 && step.AbsoluteCorrelation == 1);
    }

    [Fact]
    public void Cascade_ExplanationFails_NetworkIsPutBackAllTheSame()
    {
        Module[] layers = [new Linear(4, 3, new RandomStream(1))];
        var (before, calls) = (((Linear)layers[0]).Weight.Span.ToArray(), 0);
        Should.Throw<InvalidOperationException>(() =>
            ParameterRandomisation.Cascade(layers, () => calls++ == 0 ? [1, 2] : throw new InvalidOperationException())
        );
        ((Linear)layers[0]).Weight.Span.ToArray().ShouldBe(before);
    }

    private static double[] Linear(FeatureTable rows) =>
        [
            .. Enumerable
                .Range(0, rows.Rows)
                .Select(i => rows.Row(i).ToArray().Zip(Weights, (value, weight) => value * (double)weight).Sum()),
        ];

    private static double Mean(double[] curve) => (curve.Sum() - 0.5 * (curve[0] + curve[^1])) / (curve.Length - 1);
}
