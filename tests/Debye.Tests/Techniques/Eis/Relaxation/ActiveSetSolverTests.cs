using Debye.Numerics;
using Debye.Techniques.Eis.Relaxation;

namespace Debye.Tests.Techniques.Eis.Relaxation;

public sealed class ActiveSetSolverTests
{
    [Fact]
    public void Solve_RandomSystems_AgreesWithCoordinateDescent()
    {
        var random = new RandomSource(3);
        for (var trial = 0; trial < 40; trial++)
        {
            var n = 1 + random.NextInt(14);
            var (matrix, right) = System(n, ref random);
            var solver = new ActiveSetSolver(n);
            solver.Solve(matrix, right).ShouldBeTrue();
            var plain = Plain(matrix, right, n);
            for (var i = 0; i < n; i++)
                solver.Solution[i].ShouldBe(plain[i], 1e-8);
        }
    }

    [Fact]
    public void Solve_FromAnotherSet_FindsTheSameSolution()
    {
        var random = new RandomSource(4);
        var (matrix, right) = System(20, ref random);
        var (cold, warm) = (new ActiveSetSolver(20), new ActiveSetSolver(20));
        warm.Solve(matrix, Array.ConvertAll(right, value => -value)).ShouldBeTrue();
        warm.Solve(matrix, right).ShouldBeTrue();
        cold.Solve(matrix, right).ShouldBeTrue();
        warm.Solution.Zip(cold.Solution, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void Solve_SingularMatrix_SaysSo() => new ActiveSetSolver(2).Solve([1, 1, 1, 1], [1, 1]).ShouldBeFalse();

    [Fact]
    public void Inverse_OfPart_IsTheInverse()
    {
        var random = new RandomSource(5);
        var (matrix, _) = System(7, ref random);
        int[] chosen = [0, 2, 3, 6];
        var factor = new CholeskyFactor(7);
        factor.Compute(matrix, 7, chosen).ShouldBeTrue();
        var inverse = new double[16];
        factor.Inverse(inverse);
        for (var i = 0; i < 4; i++)
        for (var j = 0; j < 4; j++)
            Enumerable.Range(0, 4).Sum(k => matrix[chosen[i] * 7 + chosen[k]] * inverse[k * 4 + j]).ShouldBe(i == j ? 1 : 0, 1e-9);
    }

    private static (double[] Matrix, double[] Right) System(int n, ref RandomSource random)
    {
        var (factor, matrix, right) = (new double[n * n], new double[n * n], new double[n]);
        for (var i = 0; i < n * n; i++)
            factor[i] = random.NextNormal();
        for (var i = 0; i < n; i++)
        {
            right[i] = random.NextNormal();
            for (var j = 0; j < n; j++)
            for (var k = 0; k < n; k++)
                matrix[i * n + j] += factor[i * n + k] * factor[j * n + k] + (i == j ? 0.1 / n : 0);
        }

        return (matrix, right);
    }

    /// <summary>One unknown after the other to its best value, until nothing moves: slow and plain.</summary>
    private static double[] Plain(double[] matrix, double[] right, int n)
    {
        var x = new double[n];
        for (var round = 0; round < 200_000; round++)
        {
            var moved = 0.0;
            for (var i = 0; i < n; i++)
            {
                var rest = right[i];
                for (var j = 0; j < n; j++)
                    rest -= j == i ? 0 : matrix[i * n + j] * x[j];
                var value = Math.Max(0, rest / matrix[i * n + i]);
                moved = Math.Max(moved, Math.Abs(value - x[i]));
                x[i] = value;
            }

            if (moved < 1e-14)
                break;
        }

        return x;
    }
}
