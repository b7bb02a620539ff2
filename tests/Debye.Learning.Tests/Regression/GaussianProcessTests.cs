using Debye.Learning.Baselines;
using Debye.Learning.Regression;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;
using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;

namespace Debye.Learning.Tests.Regression;

public sealed class GaussianProcessTests
{
    private static readonly GaussianProcessParameters Fixed = new([0.8], [0.7], 0, 0.05);

    [Theory]
    [InlineData(GaussianProcessShape.Matern52, false)]
    [InlineData(GaussianProcessShape.SquaredExponential, true)]
    [InlineData(GaussianProcessShape.Matern52, true)]
    public void Evaluate_AnyPoint_GradientIsThatOfFiniteDifferences(GaussianProcessShape shape, bool linear)
    {
        var likelihood = Likelihood(RegressionData.Smooth(23, 4, 3, weights: true), shape);
        double[] point = linear ? [-0.2, 0.3, 0.5, -0.4, -1, -2] : [-0.2, 0.3, 0.5, -0.4, -2];
        var (gradient, ignored) = (new double[point.Length], new double[point.Length]);
        likelihood.Evaluate(point, gradient);
        for (var k = 0; k < point.Length; k++)
        {
            const double step = 1e-5;
            double At(double shift) => likelihood.Evaluate([.. point.Select((value, j) => j == k ? value + shift : value)], ignored);
            gradient[k].ShouldBe((At(step) - At(-step)) / (2 * step), 1e-6 * (1 + Math.Abs(gradient[k])));
        }
    }

    [Theory]
    [InlineData(GaussianProcessShape.Matern52)]
    [InlineData(GaussianProcessShape.SquaredExponential)]
    public void Train_FixedParameters_AgreesWithThePlainFormulas(GaussianProcessShape shape)
    {
        var examples = RegressionData.Smooth(29, 4, 5, weights: true);
        var parameters = new GaussianProcessParameters([0.8, 0.3], [0.7, 1.6], 0.2, 0.05);
        var model = GaussianProcess.Train(
            examples,
            new GaussianProcessOptions
            {
                Shape = shape,
                Groups =
                [
                    [0, 1],
                    [1, 3],
                ],
                Linear = true,
                Parameters = parameters,
            }
        );
        var (rows, values) = Standardised(examples);
        var mean = examples.Targets.ToArray().Average(v => (double)v);
        var deviation = Math.Sqrt(examples.Targets.ToArray().Average(v => (v - mean) * (v - mean)));
        var weights = examples.Weights.ToArray();
        var covariance = Matrix<double>.Build.Dense(29, 29, (i, j) => Plain(rows[i], rows[j]) + (i == j ? 0.05 / weights[i] : 0));
        var y = Vector<double>.Build.DenseOfArray(values);
        var solved = covariance.Solve(y);
        model.LogMarginalLikelihood.ShouldBe(
            -0.5 * (y * solved) - 0.5 * Math.Log(covariance.Determinant()) - 14.5 * Math.Log(2 * Math.PI),
            1e-8
        );
        var probe = rows[3].Select(v => v + 0.3).ToArray();
        var own = Vector<double>.Build.Dense(29, i => Plain(probe, rows[i]));
        var function = Plain(probe, probe) - own * covariance.Solve(own);
        var standardisation = Standardisation.Of(examples.Features);
        var prediction = model.Predict([.. probe.Select((v, f) => (float)(standardisation.Mean[f] + v / standardisation.Factor[f]))]);
        prediction.Mean.ShouldBe(mean + deviation * (own * solved), 1e-5);
        prediction.FunctionDeviation.ShouldBe(deviation * Math.Sqrt(function), 1e-5);
        prediction.StandardDeviation.ShouldBe(deviation * Math.Sqrt(function + 0.05), 1e-5);
        LeaveOneOutShouldBe(model.LeaveOneOut(), covariance, y, mean, deviation);

        double Plain(double[] a, double[] b)
        {
            double Group(int first, int second, double variance, double length)
            {
                var r2 = (Math.Pow(a[first] - b[first], 2) + Math.Pow(a[second] - b[second], 2)) / 2 / (length * length);
                var r = Math.Sqrt(r2);
                return variance
                    * (
                        shape == GaussianProcessShape.Matern52
                            ? (1 + Math.Sqrt(5) * r + 5 * r2 / 3) * Math.Exp(-Math.Sqrt(5) * r)
                            : Math.Exp(-r2 / 2)
                    );
            }

            return Group(0, 1, 0.8, 0.7) + Group(1, 3, 0.3, 1.6) + 0.2 * a.Zip(b, (u, v) => u * v).Average();
        }
    }

    [Fact]
    public void Predict_TwoExamples_IsTheClosedForm()
    {
        // Standardised inputs and values are ∓1, so that K = [[v + n, c], [c, v + n]] and the weights are ∓1 / (v + n − c).
        var model = GaussianProcess.Train(
            TreeExamples.ForValues(new FeatureTable(new float[] { 0, 4 }, 1), [10, 14]),
            new GaussianProcessOptions
            {
                Shape = GaussianProcessShape.SquaredExponential,
                Parameters = new GaussianProcessParameters([0.9], [1], 0, 0.1),
            }
        );
        var covariance = 0.9 * Math.Exp(-2);
        model.Predict([4f]).Mean.ShouldBe(12 + 2 * (0.9 - covariance) / (1 - covariance), 1e-9);
        model.Predict([2f]).Mean.ShouldBe(12, 1e-9);
        var middle = 0.9 * Math.Exp(-0.5);
        model.Predict([2f]).FunctionDeviation.ShouldBe(2 * Math.Sqrt(0.9 - 2 * middle * middle / (1 + covariance)), 1e-9);
    }

    [Fact]
    public void Predict_TinyNoise_Interpolates()
    {
        var examples = RegressionData.Smooth(40, 2, 8);
        var model = GaussianProcess.Train(examples, new GaussianProcessOptions { Parameters = Fixed with { NoiseVariance = 1e-9 } });
        var predictions = model.Predict(examples.Features, threads: 2);
        for (var i = 0; i < predictions.Length; i++)
        {
            predictions[i].Mean.ShouldBe(examples.Targets[i], 1e-5);
            predictions[i].FunctionDeviation.ShouldBeLessThan(1e-4);
        }
    }

    [Fact]
    public void Predict_FarAway_KnowsNothing()
    {
        var examples = RegressionData.Smooth(40, 2, 8);
        var targets = examples.Targets.ToArray().Select(v => (double)v).ToArray();
        var deviation = Math.Sqrt(targets.Average(v => v * v) - targets.Average() * targets.Average());
        var prediction = GaussianProcess.Train(examples, new GaussianProcessOptions { Parameters = Fixed }).Predict([500f, -300]);
        prediction.Mean.ShouldBe(targets.Average(), 1e-5);
        prediction.StandardDeviation.ShouldBe(deviation * Math.Sqrt(0.85), 1e-5);
    }

    [Fact]
    public void Train_SmoothFunction_FindsNoiseAndFunction()
    {
        var (train, test) = (RegressionData.Smooth(300, 2, 1), RegressionData.Smooth(400, 2, 2));
        var model = GaussianProcess.Train(train, new GaussianProcessOptions { LikelihoodRows = 150, Seed = 4 });
        var predictions = model.Predict(test.Features);
        var noise = predictions.Average(p =>
            Math.Sqrt(p.StandardDeviation * p.StandardDeviation - p.FunctionDeviation * p.FunctionDeviation)
        );
        noise.ShouldBe(0.1, 0.015);
        RegressionData.RootMeanSquare([.. predictions.Select(p => (float)p.Mean)], test).ShouldBeLessThan(0.2);
        var covered = predictions.Where((p, i) => Math.Abs(p.Mean - test.Targets[i]) < 1.96 * p.StandardDeviation).Count();
        (covered / 400.0).ShouldBe(0.95, 0.035);
        GaussianProcess
            .Train(train, new GaussianProcessOptions { LikelihoodRows = 150, Seed = 4 })
            .Parameters.ToLogarithms()
            .ShouldBe(model.Parameters.ToLogarithms());
    }

    [Theory]
    [InlineData(GaussianProcessShape.Matern52, -268.219286, 1.502511, 5.617, 2.08, 0.0425)]
    [InlineData(GaussianProcessShape.SquaredExponential, -267.770277, 1.507009, 3.31, 1.28, 0.062)]
    public void Train_Friedman_FindsTheOptimumOfThePeer(
        GaussianProcessShape shape,
        double likelihood,
        double error,
        double variance,
        double length,
        double noise
    )
    {
        // scikit-learn 1.2.1, GaussianProcessRegressor(ConstantKernel(1) * Matern(1, nu=2.5) + WhiteKernel(0.1), n_restarts_optimizer=2),
        // RBF(1) in the second case, on inputs standardised and divided by √10 and on standardised values.
        var (train, test) = (RegressionData.Friedman(0, 500), RegressionData.Friedman(500, 1000));
        var model = GaussianProcess.Train(train, new GaussianProcessOptions { Shape = shape, Starts = 1 });
        model.LogMarginalLikelihood.ShouldBe(likelihood, 2e-3);
        RegressionData.RootMeanSquare([.. model.Predict(test.Features).Select(p => (float)p.Mean)], test).ShouldBe(error, 2e-3);
        model.Parameters.Variances[0].ShouldBe(variance, 0.02 * variance);
        model.Parameters.LengthScales[0].ShouldBe(length, 0.01 * length);
        model.Parameters.NoiseVariance.ShouldBe(noise, 0.01 * noise);
    }

    [Fact]
    public void Train_GroupOfNoise_GetsLittleVariance()
    {
        var model = GaussianProcess.Train(
            RegressionData.Smooth(120, 6, 1),
            new GaussianProcessOptions
            {
                Groups =
                [
                    [0, 1],
                    [2, 3, 4, 5],
                ],
                Starts = 2,
            }
        );
        model.Parameters.Variances[1].ShouldBeLessThan(0.05 * model.Parameters.Variances[0]);
    }

    [Fact]
    public void Train_MoreStarts_NeverLessLikely()
    {
        var examples = RegressionData.Smooth(60, 3, 6, noise: 1);
        double Likelihood(int starts) =>
            GaussianProcess.Train(examples, new GaussianProcessOptions { Starts = starts, Linear = true }).LogMarginalLikelihood;
        Likelihood(5).ShouldBeGreaterThanOrEqualTo(Likelihood(1) - 1e-9);
    }

    [Fact]
    public void Predict_RowsInAnyOrderAndOtherUnits_SameAnswer() =>
        Prop.ForAll(
                Gen.Choose(1, 1_000_000).ToArbitrary(),
                seed =>
                {
                    var examples = RegressionData.Smooth(30, 3, (ulong)seed);
                    var order = Enumerable.Range(0, 30).OrderBy(i => Math.Sin(1e4 * i + seed)).ToArray();
                    var changed = TreeExamples.ForValues(
                        new FeatureTable(order.SelectMany(i => examples.Features.Row(i).ToArray()).Select(v => 8 * v - 2).ToArray(), 3),
                        [.. order.Select(i => 4 * examples.Targets[i] - 5)]
                    );
                    var options = new GaussianProcessOptions { Parameters = Fixed };
                    var random = new RandomSource((ulong)seed, 9);
                    float[] probe = [(float)random.NextNormal(), (float)random.NextNormal(), (float)random.NextNormal()];
                    var plain = GaussianProcess.Train(examples, options).Predict(probe);
                    var other = GaussianProcess.Train(changed, options).Predict([.. probe.Select(v => 8 * v - 2)]);
                    other.Mean.ShouldBe(4 * plain.Mean - 5, 1e-3);
                    other.StandardDeviation.ShouldBe(4 * plain.StandardDeviation, 1e-3);
                    plain.FunctionDeviation.ShouldBeLessThanOrEqualTo(plain.StandardDeviation);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25).WithReplay(20260101, 1));

    [Fact]
    public void Train_ConstantValuesOrFeatures_AreFine()
    {
        var table = new FeatureTable(new float[] { 1, 2, 1, 5, 1, 3 }, 2);
        var prediction = GaussianProcess.Train(TreeExamples.ForValues(table, [7, 7, 7]), new GaussianProcessOptions()).Predict([1f, 4]);
        prediction.Mean.ShouldBe(7, 1e-9);
        double.IsFinite(prediction.StandardDeviation).ShouldBeTrue();
    }

    [Fact]
    public void Train_WrongInput_Throws()
    {
        var examples = RegressionData.Smooth(10, 2, 1);
        var options = new GaussianProcessOptions();
        Should.Throw<ArgumentException>(() => GaussianProcess.Train(TreeExamples.ForClasses(examples.Features, new int[10], 2), options));
        Should
            .Throw<ArgumentException>(() =>
                GaussianProcess.Train(TreeExamples.ForValues(new FeatureTable(new float[] { 1, float.NaN }, 1), [1, 2]), options)
            )
            .Message.ShouldContain("finite");
        Should.Throw<ArgumentException>(() =>
            GaussianProcess.Train(TreeExamples.ForValues(new FeatureTable(new float[] { 1 }, 1), [1]), options)
        );
        Should.Throw<ArgumentException>(() =>
            GaussianProcess.Train(
                examples,
                options with
                {
                    Groups =
                    [
                        [0, 2],
                    ],
                }
            )
        );
        Should.Throw<ArgumentException>(() =>
            GaussianProcess.Train(
                examples,
                options with
                {
                    Groups =
                    [
                        [],
                    ],
                }
            )
        );
        Should.Throw<ArgumentException>(() => GaussianProcess.Train(examples, options with { Starts = 0 }));
        Should.Throw<ArgumentException>(() => GaussianProcess.Train(examples, options with { Parameters = Fixed, Linear = true }));
        Should.Throw<ArgumentException>(() =>
            GaussianProcess.Train(examples, options with { Parameters = Fixed with { NoiseVariance = 0 } })
        );
        Should.Throw<ArgumentException>(() =>
            GaussianProcess.Train(
                examples,
                options with
                {
                    Parameters = Fixed,
                    Groups =
                    [
                        [0],
                        [1],
                    ],
                }
            )
        );
        var model = GaussianProcess.Train(examples, options with { Parameters = Fixed });
        Should.Throw<ArgumentException>(() => model.Predict(new float[3]));
        Should.Throw<ArgumentException>(() => model.Predict([float.NaN, 1]));
    }

    private static void LeaveOneOutShouldBe(
        GaussianPrediction[] predictions,
        Matrix<double> covariance,
        Vector<double> y,
        double mean,
        double deviation
    )
    {
        for (var i = 0; i < predictions.Length; i++)
        {
            var (rest, others, own) = (covariance.RemoveRow(i).RemoveColumn(i), covariance.RemoveRow(i).Column(i), covariance[i, i]);
            var values = Vector<double>.Build.DenseOfEnumerable(y.Where((_, j) => j != i));
            predictions[i].Mean.ShouldBe(mean + deviation * (others * rest.Solve(values)), 1e-8);
            predictions[i].StandardDeviation.ShouldBe(deviation * Math.Sqrt(own - others * rest.Solve(others)), 1e-8);
        }
    }

    private static (double[][] Rows, double[] Values) Standardised(TreeExamples examples)
    {
        var standardisation = Standardisation.Of(examples.Features);
        var rows = Enumerable
            .Range(0, examples.Features.Rows)
            .Select(i =>
            {
                var row = new float[examples.Features.Columns];
                standardisation.Apply(examples.Features.Row(i), row);
                return row.Select(v => (double)v).ToArray();
            })
            .ToArray();
        var targets = examples.Targets.ToArray().Select(v => (double)v).ToArray();
        var deviation = Math.Sqrt(targets.Average(v => (v - targets.Average()) * (v - targets.Average())));
        return (rows, [.. targets.Select(v => (v - targets.Average()) / deviation)]);
    }

    private static GaussianProcessLikelihood Likelihood(TreeExamples examples, GaussianProcessShape shape)
    {
        var kernel = new GaussianProcessKernel(
            shape,
            [
                [0, 1],
                [1, 3],
            ],
            4
        );
        var (rows, values) = Standardised(examples);
        return new GaussianProcessLikelihood(
            kernel,
            [.. rows.Select(row => kernel.Arrange([.. row.Select(v => (float)v)]))],
            values,
            [.. examples.Weights.ToArray().Select(w => 1.0 / w)]
        );
    }
}
