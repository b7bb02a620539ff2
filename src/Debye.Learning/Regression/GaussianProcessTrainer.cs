using Debye.Learning.Baselines;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Numerics;

namespace Debye.Learning.Regression;

/// <summary>From examples to a Gaussian process.</summary>
internal static class GaussianProcessTrainer
{
    /// <summary>Standardises, learns hyper-parameters where none are given, and weighs all examples.</summary>
    public static GaussianProcess Train(TreeExamples examples, GaussianProcessOptions options, GaussianProcessKernel kernel)
    {
        var (table, standardisation) = (examples.Features, Standardisation.Of(examples.Features));
        var inputs = new float[table.Values.Length];
        for (var i = 0; i < table.Rows; i++)
            standardisation.Apply(table.Row(i), inputs.AsSpan(i * table.Columns, table.Columns));
        double[] targets = [.. examples.Targets.ToArray().Select(target => (double)target)];
        var mean = targets.Average();
        var deviation = Math.Sqrt(targets.Average(target => (target - mean) * (target - mean)));
        if (deviation == 0)
            deviation = 1;
        double[] values = [.. targets.Select(target => (target - mean) / deviation)];
        double[] shares = examples.Weights.IsEmpty
            ? [.. values.Select(_ => 1.0)]
            : [.. examples.Weights.ToArray().Select(weight => 1.0 / weight)];
        var state = new GaussianProcessState(kernel, standardisation, inputs, shares, mean, deviation);
        var rows = state.ArrangedRows();
        var parameters = options.Parameters ?? Sample(kernel, rows, values, shares, options).Maximise(options);
        var likelihood = new GaussianProcessLikelihood(kernel, rows, values, shares);
        var factor =
            likelihood.Factor(parameters)
            ?? throw new ArgumentException(
                "The covariances are not positive definite to rounding: expected more noise or a smaller length scale.",
                nameof(options)
            );
        var (weights, logLikelihood) = likelihood.Solve(factor);
        return new GaussianProcess(state with { Parameters = parameters, Weights = weights, LogLikelihood = logLikelihood }, factor);
    }

    private static GaussianProcessLikelihood Sample(
        GaussianProcessKernel kernel,
        double[][] rows,
        double[] values,
        double[] shares,
        GaussianProcessOptions options
    )
    {
        var order = Enumerable.Range(0, rows.Length).ToArray();
        var count = Math.Min(rows.Length, options.LikelihoodRows);
        var random = new RandomSource(options.Seed, ulong.MaxValue);
        for (var i = 0; i < count && count < order.Length; i++)
        {
            var other = i + random.NextInt(order.Length - i);
            (order[i], order[other]) = (order[other], order[i]);
        }

        var chosen = order[..count];
        return new GaussianProcessLikelihood(
            kernel,
            [.. chosen.Select(i => rows[i])],
            [.. chosen.Select(i => values[i])],
            [.. chosen.Select(i => shares[i])]
        );
    }
}
