namespace Debye.Learning.Techniques.Spectra.Splits;

/// <summary>Weights that let every class count alike in a loss.</summary>
public static class ClassWeights
{
    /// <summary>w = N/(classes·n) for a class of n among N examples; their mean over the examples is 1.</summary>
    /// <param name="labels">Class of every example, 0…<paramref name="classes"/>−1.</param>
    /// <param name="classes">Number of classes, 1 or more; each has an example.</param>
    /// <returns>One weight for each class.</returns>
    /// <exception cref="ArgumentException">A label is out of range, or a class has no example.</exception>
    public static double[] Balanced(ReadOnlySpan<int> labels, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        var weights = new double[classes];
        foreach (var label in labels)
        {
            if ((uint)label >= (uint)classes)
                throw new ArgumentException(Invariant($"Expected labels 0…{classes - 1}, got {label}."), nameof(labels));
            weights[label]++;
        }

        var empty = Array.IndexOf(weights, 0);
        if (empty >= 0)
            throw new ArgumentException(Invariant($"Expected examples of every class, class {empty} has none."), nameof(labels));
        for (var k = 0; k < classes; k++)
            weights[k] = labels.Length / (classes * weights[k]);
        return weights;
    }
}
