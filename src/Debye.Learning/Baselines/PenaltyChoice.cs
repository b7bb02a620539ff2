using Debye.Learning.Metrics;
using Debye.Learning.Trees;
using Debye.Numerics;

namespace Debye.Learning.Baselines;

/// <summary>Logistic regression with the penalty that serves examples held out best: those with the least negative log-likelihood.</summary>
public static class PenaltyChoice
{
    private const int HeldOutOneIn = 5;

    /// <summary>Tries penalties on four fifths of the examples, then fits all of them with the best.</summary>
    /// <param name="examples">Examples with classes, at least 5; finite values.</param>
    /// <param name="options">Settings; their penalty is replaced.</param>
    /// <param name="penalties">Penalties to try, at least one, each above 0. One alone is taken without a trial.</param>
    /// <param name="seed">Seed of the choice of examples.</param>
    /// <exception cref="ArgumentException">There are too few examples or no penalty, or an option is out of range.</exception>
    public static LogisticRegression Train(TreeExamples examples, LogisticRegressionOptions options, IReadOnlyList<double> penalties, ulong seed)
    {
        ClassifierInput.RequireTrainable(examples);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(penalties);
        if (penalties.Count == 0) throw new ArgumentException("Expected at least one penalty.", nameof(penalties));
        if (examples.Features.Rows < HeldOutOneIn) throw new ArgumentException($"Expected at least {HeldOutOneIn} examples, got {examples.Features.Rows}.", nameof(examples));
        var best = penalties.Count == 1 ? penalties[0] : Choose(examples, options, penalties, seed);
        return LogisticRegression.Train(examples, options with { Penalty = best });
    }

    private static double Choose(TreeExamples examples, LogisticRegressionOptions options, IReadOnlyList<double> penalties, ulong seed)
    {
        var (kept, heldOut) = Parts(examples.Features.Rows, seed);
        var (train, judge) = (examples.Subset(kept), examples.Subset(heldOut));
        var truth = judge.Targets.ToArray().Select(target => (int)target).ToArray();
        string[] labels = [.. Enumerable.Range(0, examples.Classes).Select(k => $"{k}")];
        return penalties.MinBy(penalty =>
        {
            var probabilities = LogisticRegression.Train(train, options with { Penalty = penalty }).Predict(judge.Features, options.Threads);
            return ClassificationReport.Evaluate(probabilities, truth, labels).NegativeLogLikelihood;
        });
    }

    private static (int[] Kept, int[] HeldOut) Parts(int rows, ulong seed)
    {
        var random = new RandomSource(seed, 0x9E4A);
        int[] order = [.. Enumerable.Range(0, rows)];
        for (var i = rows - 1; i > 0; i--)
        {
            var other = random.NextInt(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        var held = rows / HeldOutOneIn;
        return (order[held..], order[..held]);
    }
}
