using Debye.Learning.Baselines;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;
using Debye.Tensors.Cpu;
using MathNet.Numerics.LinearAlgebra;
using Tensor = Debye.Tensors.Tensor;

namespace Debye.Learning.Tests.Baselines;

public sealed class RidgeClassifierTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(40, 7)]
    [InlineData(600, 650)]
    public void Factor_ProductsOfRows_SolvesAndInverts(int rows, int columns)
    {
        using var backend = new CpuBackend(2);
        var (blocks, plain) = Blocks(rows, columns);
        var products = SquareTiles.OfProducts(rows, blocks, backend);
        var shifted = plain * plain.Transpose() + 5 * Matrix<double>.Build.DenseIdentity(rows);
        var factor = TiledCholesky.Factor(products, 5, backend).ShouldNotBeNull();
        var inverse = shifted.Inverse();
        factor.InverseDiagonal().ShouldBe(inverse.Diagonal().ToArray(), 1e-5);
        var right = blocks.Select(_ => new Tensor(products.Size, 2)).ToArray();
        for (var i = 0; i < rows; i++)
            right[i / products.Size].Span[2 * (i % products.Size) + 1] = i;
        factor.Solve(right);
        var expected = inverse * Vector<double>.Build.Dense(rows, i => i);
        for (var i = 0; i < rows; i++)
        {
            right[i / products.Size].Span[2 * (i % products.Size)].ShouldBe(0);
            ((double)right[i / products.Size].Span[2 * (i % products.Size) + 1]).ShouldBe(
                expected[i],
                2e-4 * (1 + expected.AbsoluteMaximum())
            );
        }
    }

    [Fact]
    public void Factor_NotPositiveDefinite_SaysSo()
    {
        using var backend = new CpuBackend(1);
        TiledCholesky.Factor(SquareTiles.OfProducts(40, Blocks(40, 7).Blocks, backend), -1, backend).ShouldBeNull();
    }

    [Theory]
    [InlineData(12)]
    [InlineData(300)]
    public void Solve_LeftOut_AsRefittedWithoutTheExample(int rows)
    {
        var examples = BaselineData.Peaks(rows, 3, points: 15);
        using var backend = new CpuBackend(1);
        var standardisation = Standardisation.Of(examples.Features);
        var features = Matrix<double>.Build.Dense(rows, 15);
        var row = new float[15];
        for (var i = 0; i < rows; i++)
        {
            standardisation.Apply(examples.Features.Row(i), row);
            for (var f = 0; f < 15; f++)
                features[i, f] = row[f];
        }

        var penalty = 0.2 * Enumerable.Range(0, rows).Average(i => features.Row(i).DotProduct(features.Row(i)));
        var solution = new RidgeProblem(examples, standardisation, backend).Solve(0.2).ShouldNotBeNull();
        foreach (var out_ in (int[])[0, 5, rows - 1])
        {
            var kept = Enumerable.Range(0, rows).Where(i => i != out_).ToArray();
            for (var k = 0; k < 3; k++)
                ((double)solution.LeftOut[out_ * 3 + k]).ShouldBe(Refitted(features, examples, kept, out_, k, penalty), 1e-3);
        }
    }

    [Fact]
    public void Train_Peaks_ProbabilitiesAreCalibratedScores()
    {
        var (train, test) = (BaselineData.Peaks(200, 4), BaselineData.Peaks(200, 5));
        var model = RidgeClassifier.Train(train, new RidgeClassifierOptions { Threads = 2 });
        BaselineData.Accuracy(model, test).ShouldBeGreaterThan(0.8);
        new RidgeClassifierOptions().Penalties.ShouldContain(model.Penalty);
        model.LeaveOneOutError.ShouldBeInRange(0.01, 0.9);
        var certainty = model.Predict(test.Features).Chunk(3).Average(own => (double)own.Max());
        certainty.ShouldBe(BaselineData.Accuracy(model, test), 0.08);
        RidgeClassifier
            .Train(train, new RidgeClassifierOptions { Penalties = [model.Penalty] })
            .Predict(test.Features)
            .ShouldBe(model.Predict(test.Features));
    }

    [Fact]
    public void Train_ConstantFeatures_GivesTheMostFrequentClass()
    {
        var examples = TreeExamples.ForClasses(new FeatureTable(new float[] { 4, 4, 4, 4, 4 }, 1), [0, 0, 2, 2, 2], 3);
        var shares = new float[3];
        RidgeClassifier.Train(examples, new RidgeClassifierOptions()).Predict([4], shares);
        shares[2].ShouldBe(shares.Max());
        shares.Sum().ShouldBe(1, 1e-5f);
    }

    [Fact]
    public void Train_WrongOptions_Throws()
    {
        var train = BaselineData.Peaks(9, 1);
        Should.Throw<ArgumentException>(() => RidgeClassifier.Train(train, new RidgeClassifierOptions { Penalties = [] }));
        Should.Throw<ArgumentException>(() => RidgeClassifier.Train(train, new RidgeClassifierOptions { Penalties = [1, 0] }));
        Should.Throw<ArgumentException>(() => RidgeClassifier.Train(train, new RidgeClassifierOptions { Threads = 0 }));
        Should.Throw<ArgumentException>(() => RidgeClassifier.Train(BaselineData.Peaks(1, 1), new RidgeClassifierOptions()));
    }

    private static double Refitted(Matrix<double> features, TreeExamples examples, int[] kept, int row, int k, double penalty)
    {
        var own = Matrix<double>.Build.DenseOfRows(kept.Select(i => features.Row(i)));
        var targets = Vector<double>.Build.DenseOfEnumerable(kept.Select(i => (int)examples.Targets[i] == k ? 1.0 : -1));
        var means = own.ColumnSums() / kept.Length;
        for (var i = 0; i < own.RowCount; i++)
            own.SetRow(i, own.Row(i) - means);
        var mean = targets.Average();
        var weights = (own.TransposeThisAndMultiply(own) + penalty * Matrix<double>.Build.DenseIdentity(own.ColumnCount)).Solve(
            own.TransposeThisAndMultiply(targets - mean)
        );
        return mean + weights.DotProduct(features.Row(row) - means);
    }

    private static (Tensor[] Blocks, Matrix<double> Plain) Blocks(int rows, int columns)
    {
        var (shape, random) = (new SquareTiles(rows), new RandomSource(7));
        var blocks = Enumerable.Range(0, shape.Count).Select(_ => new Tensor(shape.Size, columns)).ToArray();
        var plain = Matrix<double>.Build.Dense(rows, columns);
        for (var i = 0; i < rows; i++)
        for (var c = 0; c < columns; c++)
            plain[i, c] = blocks[i / shape.Size].Span[i % shape.Size * columns + c] = (float)random.NextNormal();
        return (blocks, plain);
    }
}
