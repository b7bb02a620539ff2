using Debye.Tensors.Cpu;

namespace Debye.Tensors.Tests.Cpu;

public class MatrixProductTests
{
    public static TheoryData<CpuKernels, int, int, int> Cases()
    {
        var cases = new TheoryData<CpuKernels, int, int, int>();
        foreach (var kernels in Enum.GetValues<CpuKernels>())
        {
            foreach (
                var (m, n, k) in new[]
                {
                    (1, 1, 1),
                    (12, 32, 5),
                    (13, 33, 257),
                    (5, 100, 300),
                    (150, 7, 64),
                    (300, 65, 3),
                    (37, 800, 40),
                    (145, 129, 513),
                }
            )
                cases.Add(kernels, m, n, k);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void MatrixMultiply_AnyShape_EqualsTripleLoop(CpuKernels kernels, int m, int n, int k)
    {
        Assert.SkipUnless(CpuBackend.Supports(kernels), $"no {kernels} here");
        foreach (var threads in new[] { 1, 3 })
        {
            using var backend = new CpuBackend(threads, kernels);
            foreach (
                var (transposeA, transposeB, biased) in new[]
                {
                    (false, false, true),
                    (true, false, false),
                    (false, true, false),
                    (true, true, true),
                }
            )
            {
                var a = transposeA ? GradientCheck.Random(1, k, m) : GradientCheck.Random(1, m, k);
                var b = transposeB ? GradientCheck.Random(2, n, k) : GradientCheck.Random(2, k, n);
                var bias = biased ? GradientCheck.Random(3, n) : null;
                var c = new Tensor(m, n);
                backend.MatrixMultiply(a, transposeA, b, transposeB, bias, c);
                for (var i = 0; i < m; i++)
                {
                    for (var j = 0; j < n; j++)
                    {
                        double sum = biased ? bias!.Span[j] : 0;
                        for (var p = 0; p < k; p++)
                            sum +=
                                (double)(transposeA ? a.Span[(p * m) + i] : a.Span[(i * k) + p])
                                * (transposeB ? b.Span[(j * k) + p] : b.Span[(p * n) + j]);
                        Math.Abs(sum - c.Span[(i * n) + j]).ShouldBeLessThan(1e-6 * (k + 10));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(CpuKernels.Portable)]
    [InlineData(CpuKernels.Avx2)]
    [InlineData(CpuKernels.Avx512)]
    public void MatrixMultiply_AnyThreadCount_IsBitIdentical(CpuKernels kernels)
    {
        Assert.SkipUnless(CpuBackend.Supports(kernels), $"no {kernels} here");
        var (a, b) = (GradientCheck.Random(1, 333, 270), GradientCheck.Random(2, 270, 190));
        var results = new List<float[]>();
        foreach (var threads in new[] { 1, 2, 5 })
        {
            using var backend = new CpuBackend(threads, kernels);
            var c = new Tensor(333, 190);
            backend.MatrixMultiply(a, transposeA: false, b, transposeB: false, null, c);
            results.Add(c.Span.ToArray());
        }

        results.ShouldAllBe(result => result.SequenceEqual(results[0]));
    }
}
