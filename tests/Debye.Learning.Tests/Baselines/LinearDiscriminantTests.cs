using Debye.Learning.Baselines;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Debye.Learning.Tests.Baselines;

public sealed class LinearDiscriminantTests
{
    [Theory]
    [InlineData(60, 8, 0.2)]
    [InlineData(12, 30, 0.2)]
    [InlineData(12, 30, 1.0)]
    public void Predict_FewOrManyFeatures_AsThePlainFormula(int rows, int columns, double shrinkage)
    {
        var (examples, test) = (Make(rows, columns, 1), Make(9, columns, 2));
        var own = LinearDiscriminant
            .Train(examples, new LinearDiscriminantOptions { Shrinkage = shrinkage, BalanceClasses = true })
            .Predict(test.Features);
        own.ShouldBe(Plain(examples, test.Features, shrinkage), 2e-4);
    }

    [Fact]
    public void Shrinkage_NotGiven_IsLedoitAndWolfs()
    {
        var examples = Make(40, 6, 3);
        var rows = Residuals(examples, out _, out _);
        var scatter = rows.TransposeThisAndMultiply(rows) / rows.RowCount;
        var mean = scatter.Trace() / 6;
        var target = scatter - Matrix<double>.Build.DiagonalIdentity(6).Multiply(mean);
        var distance = Math.Pow(target.FrobeniusNorm(), 2);
        var spread =
            Enumerable.Range(0, rows.RowCount).Average(i => Math.Pow((rows.Row(i).OuterProduct(rows.Row(i)) - scatter).FrobeniusNorm(), 2))
            / rows.RowCount;
        LinearDiscriminant.Train(examples, new LinearDiscriminantOptions()).Shrinkage.ShouldBe(Math.Min(spread, distance) / distance, 1e-9);
    }

    [Fact]
    public void Train_BadInput_Throws()
    {
        Should.Throw<ArgumentException>(() =>
            LinearDiscriminant.Train(TreeExamples.ForClasses(new FeatureTable(new float[4], 2), [0, 0], 2), new LinearDiscriminantOptions())
        );
        Should.Throw<ArgumentException>(() =>
            LinearDiscriminant.Train(TreeExamples.ForClasses(new FeatureTable(new float[4], 2), [0, 1], 2), new LinearDiscriminantOptions())
        );
        Should.Throw<ArgumentOutOfRangeException>(() =>
            LinearDiscriminant.Train(Make(20, 4, 1), new LinearDiscriminantOptions { Shrinkage = 0 })
        );
    }

    private static TreeExamples Make(int rows, int columns, ulong seed)
    {
        var (random, values, labels) = (new RandomSource(seed), new float[rows * columns], new int[rows]);
        for (var i = 0; i < rows; i++)
        {
            labels[i] = i % 3;
            for (var f = 0; f < columns; f++)
                values[(i * columns) + f] = (float)(random.NextNormal() * (1 + f % 4) + (f % 3 == labels[i] ? 2 : 0));
        }

        return TreeExamples.ForClasses(new FeatureTable(values, columns), labels, 3);
    }

    private static Matrix<double> Residuals(TreeExamples examples, out double[][] means, out Standardisation scale)
    {
        var (table, columns) = (examples.Features, examples.Features.Columns);
        scale = Standardisation.Of(table);
        var standard = new float[columns];
        var rows = Matrix<double>.Build.Dense(table.Rows, columns);
        for (var i = 0; i < table.Rows; i++)
        {
            scale.Apply(table.Row(i), standard);
            for (var f = 0; f < columns; f++)
                rows[i, f] = standard[f];
        }

        var labels = ClassifierInput.LabelsOf(examples);
        means =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(k =>
                    Enumerable
                        .Range(0, columns)
                        .Select(f => Enumerable.Range(0, table.Rows).Where(i => labels[i] == k).Average(i => rows[i, f]))
                        .ToArray()
                ),
        ];
        for (var i = 0; i < table.Rows; i++)
        for (var f = 0; f < columns; f++)
            rows[i, f] -= means[labels[i]][f];
        return rows;
    }

    private static float[] Plain(TreeExamples examples, FeatureTable test, double shrinkage)
    {
        var rows = Residuals(examples, out var means, out var scale);
        var scatter = rows.TransposeThisAndMultiply(rows) / rows.RowCount;
        var sigma =
            scatter.Multiply(1 - shrinkage)
            + Matrix<double>.Build.DiagonalIdentity(test.Columns).Multiply(shrinkage * scatter.Trace() / test.Columns);
        var inverse = sigma.Inverse();
        var (result, standard) = (new List<float>(), new float[test.Columns]);
        for (var i = 0; i < test.Rows; i++)
        {
            scale.Apply(test.Row(i), standard);
            var x = Vector<double>.Build.Dense(Array.ConvertAll(standard, value => (double)value));
            var logits = means
                .Select(mean => -0.5 * ((x - Vector<double>.Build.Dense(mean)) * inverse * (x - Vector<double>.Build.Dense(mean))))
                .ToArray();
            var total = logits.Sum(logit => Math.Exp(logit - logits.Max()));
            result.AddRange(logits.Select(logit => (float)(Math.Exp(logit - logits.Max()) / total)));
        }

        return [.. result];
    }
}
