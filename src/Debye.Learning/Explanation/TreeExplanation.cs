using Debye.Learning.Trees;

namespace Debye.Learning.Explanation;

/// <summary>Exact contributions of features to a score of a tree model.</summary>
public static class TreeExplanation
{
    /// <summary>Explains one example with <see cref="TreeShap"/>.</summary>
    /// <param name="model">The trees.</param>
    /// <param name="features">As for a prediction.</param>
    /// <param name="output">The score, 0…<see cref="TreeModel.ScoreCount"/>−1.</param>
    /// <returns>
    /// One contribution per feature; they and the base score add up to the score. <see cref="Importance.Spread"/> brings features that are
    /// means of segments to the points.
    /// </returns>
    /// <exception cref="ArgumentException">The number of features does not match.</exception>
    public static (double[] Values, double BaseScore) Explain(TreeModel model, ReadOnlySpan<float> features, int output)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (output < 0 || output >= model.ScoreCount)
            throw new ArgumentOutOfRangeException(nameof(output), output, Invariant($"Expected 0…{model.ScoreCount - 1}."));
        var explainer = new TreeShap(model);
        var all = new double[model.FeatureCount * model.ScoreCount];
        explainer.Explain(features, all);
        var values = new double[model.FeatureCount];
        for (var f = 0; f < values.Length; f++)
            values[f] = all[f * model.ScoreCount + output];
        return (values, explainer.BaseScores[output]);
    }
}
