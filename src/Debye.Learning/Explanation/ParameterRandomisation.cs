using Debye.Tensors;

namespace Debye.Learning.Explanation;

/// <summary>Whether an explanation depends on what the network has learned: parameters are made random from the last layer down.</summary>
/// <remarks>
/// An explanation that stays the same shows the input rather than the network. Source: J. Adebayo et al., Adv. Neural Inf. Process. Syst.
/// 31, 9505 (2018), arXiv 1810.03292 (cascading randomisation).
/// </remarks>
public static class ParameterRandomisation
{
    /// <summary>Randomises layer after layer, the last first, and compares explanations; the network is put back as it was.</summary>
    /// <param name="layers">Parts of the network, in order; parts without parameters are passed over.</param>
    /// <param name="explain">Explains with the network as it is now: one importance per point.</param>
    /// <param name="seed">Seed of the random parameters.</param>
    /// <returns>One step per part with parameters, the last part first; all parts before a step stay random.</returns>
    /// <remarks>New parameters are normal deviates with the mean and standard deviation of the old ones of the same tensor.</remarks>
    public static IReadOnlyList<RandomisationStep> Cascade(IReadOnlyList<Module> layers, Func<double[]> explain, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(explain);
        var before = layers
            .SelectMany(layer => layer.NamedParameters())
            .Select(item => (item.Value, Values: item.Value.Span.ToArray()))
            .ToArray();
        var (random, steps) = (new RandomStream(seed), new List<RandomisationStep>());
        var original = explain();
        var strength = Array.ConvertAll(original, Math.Abs);
        try
        {
            for (var i = layers.Count - 1; i >= 0; i--)
            {
                var parameters = layers[i].NamedParameters().Select(item => item.Value).ToArray();
                if (parameters.Length == 0)
                    continue;
                foreach (var parameter in parameters)
                    Randomise(parameter.Span, random);
                var now = explain();
                var signed = ExplanationChecks.RankCorrelation(original, now);
                steps.Add(
                    new RandomisationStep(
                        Invariant($"{i}: {layers[i].GetType().Name}"),
                        signed,
                        ExplanationChecks.RankCorrelation(strength, Array.ConvertAll(now, Math.Abs))
                    )
                );
            }
        }
        finally
        {
            foreach (var (parameter, values) in before)
                values.CopyTo(parameter.Span);
        }

        return steps;
    }

    private static void Randomise(Span<float> values, RandomStream random)
    {
        double sum = 0,
            squares = 0;
        foreach (var value in values)
            sum += value;
        var mean = sum / values.Length;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        var deviation = Math.Sqrt(squares / values.Length);
        foreach (ref var value in values)
            value = (float)(mean + deviation * random.NextNormal());
    }
}

/// <summary>How much of an explanation is left after a layer was made random.</summary>
/// <param name="Layer">Position and kind of the layer; all later ones are random too.</param>
/// <param name="Correlation">Spearman's rank correlation with the original explanation, −1…1.</param>
/// <param name="AbsoluteCorrelation">The same of the absolute values.</param>
public readonly record struct RandomisationStep(string Layer, double Correlation, double AbsoluteCorrelation);
