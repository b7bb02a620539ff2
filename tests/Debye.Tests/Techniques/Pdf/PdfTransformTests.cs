using Debye.Numerics;
using Debye.Techniques.Pdf;

namespace Debye.Tests.Techniques.Pdf;

public sealed class PdfTransformTests
{
    private static readonly double[] Q = [.. Enumerable.Range(0, 800).Select(i => 0.3 + 0.03 * i + 0.004 * Math.Sin(i))];
    private static readonly double[] F = Array.ConvertAll(Q, q => Math.Sin(3 * q) + 0.3 * Math.Cos(9 * q));

    /// <summary>The same sum with Math.Sin, cell by cell.</summary>
    private static double Plain(double r, Func<int, double> values, Func<double, double> sine)
    {
        var sum = 0.0;
        for (var k = 0; k < Q.Length; k++)
        {
            var (low, high) = (
                k == 0 ? Q[0] - 0.5 * (Q[1] - Q[0]) : 0.5 * (Q[k - 1] + Q[k]),
                k == Q.Length - 1 ? Q[^1] + 0.5 * (Q[^1] - Q[^2]) : 0.5 * (Q[k] + Q[k + 1])
            );
            sum += 2 / Math.PI * (high - low) * values(k) * sine(Q[k] * r);
        }

        return sum;
    }

    [Fact]
    public void ToPairDistribution_EqualsPlainSum()
    {
        var g = PdfTransform.ToPairDistribution(new PdfData(PdfQuantity.ReducedStructure, Q, F), 0.5, 80, 0.013);
        for (var i = 0; i < g.Length; i += 7)
            g.Y[i].ShouldBe(Plain(g.X[i], k => F[k], Math.Sin), 1e-10);
    }

    [Fact]
    public void ToPairDistribution_Uncertainties_EqualSpreadOfNoise()
    {
        double[] sigma = Array.ConvertAll(Q, q => 0.02 * q);
        var g = PdfTransform.ToPairDistribution(new PdfData(PdfQuantity.ReducedStructure, Q, F, sigma), 0, 20, 0.5);
        var random = new RandomSource(3);
        var squares = new double[g.Length];
        const int Draws = 2000;
        for (var n = 0; n < Draws; n++)
        {
            var noisy = new double[F.Length];
            for (var k = 0; k < F.Length; k++)
                noisy[k] = F[k] + sigma[k] * random.NextNormal();
            var drawn = PdfTransform.ToPairDistribution(new PdfData(PdfQuantity.ReducedStructure, Q, noisy), 0, 20, 0.5);
            for (var i = 0; i < g.Length; i++)
                squares[i] += Math.Pow(drawn.Y[i] - g.Y[i], 2) / Draws;
        }

        g.Sigma[0].ShouldBe(0, 1e-9);
        // Five standard deviations of a spread that is estimated from 2000 draws.
        for (var i = 1; i < g.Length; i++)
            Math.Sqrt(squares[i]).ShouldBe(g.Sigma[i], 5 * g.Sigma[i] / Math.Sqrt(2 * Draws));
    }

    [Fact]
    public void ToPairDistribution_IsLinear()
    {
        var random = new RandomSource(4);
        var other = Array.ConvertAll(Q, _ => 2 * random.NextDouble() - 1);
        double[] Transform(double[] f) => PdfTransform.ToPairDistribution(new PdfData(PdfQuantity.ReducedStructure, Q, f)).Y.ToArray();
        var (a, b, both) = (Transform(F), Transform(other), Transform([.. F.Zip(other, (x, y) => 2 * x - 3 * y)]));
        for (var i = 0; i < both.Length; i += 11)
            both[i].ShouldBe(2 * a[i] - 3 * b[i], 1e-10);
    }

    [Fact]
    public void ToPairDistribution_HeaderLimits_Count()
    {
        var header = new PdfHeader([new PdfHeaderEntry("Qmin", "1", 3), new PdfHeaderEntry("qmax", "12.0 1/A", 4)]);
        var g = PdfTransform.ToPairDistribution(new PdfData(PdfQuantity.ReducedStructure, Q, F) { Header = header });
        var kept = Q.Select((q, i) => (q, i)).Where(item => item.q is >= 1 and <= 12).ToArray();
        var cut = PdfTransform.ToPairDistribution(
            new PdfData(PdfQuantity.ReducedStructure, [.. kept.Select(item => item.q)], [.. kept.Select(item => F[item.i])])
        );
        for (var i = 0; i < g.Length; i += 13)
            g.Y[i].ShouldBe(cut.Y[i], 1e-12);
    }

    [Fact]
    public void ToPairDistribution_PairDistribution_IsItself()
    {
        var g = new PdfData(PdfQuantity.PairDistribution, [1, 2], [3, 4]);
        PdfTransform.ToPairDistribution(g).ShouldBeSameAs(g);
    }

    [Fact]
    public void ToPairDistribution_WrongCalls_AreNamed()
    {
        var f = new PdfData(PdfQuantity.ReducedStructure, Q, F);
        Should.Throw<ArgumentException>(() => PdfTransform.ToPairDistribution(f, 0, 30, 0)).Message.ShouldContain("step");
        Should.Throw<ArgumentException>(() => PdfTransform.ToPairDistribution(f, 5, 4)).Message.ShouldContain("rmin");
        Should.Throw<ArgumentException>(() => PdfTransform.ToPairDistribution(f, qminPerAngstrom: 30)).Message.ShouldContain("0 points");
        Should
            .Throw<ArgumentException>(() => PdfTransform.ToPairDistribution(new PdfData(PdfQuantity.IntensityOverQ, Q, F)))
            .Message.ShouldContain("I(Q)");
    }

    [Fact]
    public void PdfData_WrongArrays_AreNamed()
    {
        Should.Throw<ArgumentException>(() => new PdfData(PdfQuantity.PairDistribution, [], []));
        Should.Throw<ArgumentException>(() => new PdfData(PdfQuantity.PairDistribution, [1, 2], [3]));
        Should.Throw<ArgumentException>(() => new PdfData(PdfQuantity.PairDistribution, [1, 1], [3, 4])).Message.ShouldContain("increase");
        Should
            .Throw<ArgumentException>(() => new PdfData(PdfQuantity.PairDistribution, [1, 2], [3, double.NaN]))
            .Message.ShouldContain("finite");
        Should
            .Throw<ArgumentException>(() => new PdfData(PdfQuantity.PairDistribution, [1, 2], [3, 4], [1, -1]))
            .Message.ShouldContain("uncertainty");
    }
}
