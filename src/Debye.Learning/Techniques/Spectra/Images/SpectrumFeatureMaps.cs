namespace Debye.Learning.Techniques.Spectra.Images;

/// <summary>The last feature maps of a spectrum: what a class-activation head looks at.</summary>
/// <remarks>
/// With a head logitₖ = wₖ · mean(maps) + bₖ the map of class k is, exactly, Mₖ(r, c) = Σⱼ wₖⱼ maps(r, c, j); its mean over all points is
/// logitₖ − bₖ.
/// </remarks>
/// <param name="Rows">Rows of a map.</param>
/// <param name="Columns">Columns of a map.</param>
/// <param name="Channels">Number of maps.</param>
/// <param name="Values">Rows × columns × channels numbers, channels innermost.</param>
public sealed record SpectrumFeatureMaps(int Rows, int Columns, int Channels, ReadOnlyMemory<float> Values)
{
    /// <summary>Weighted sum of the maps: the class-activation map of a class, before anything is cut off.</summary>
    /// <param name="weights">One weight for each channel: those of the class in a linear head.</param>
    /// <returns>Rows × columns numbers.</returns>
    /// <exception cref="ArgumentException">The number of weights is another.</exception>
    public float[] Activation(ReadOnlySpan<float> weights)
    {
        if (weights.Length != Channels)
            throw new ArgumentException(Invariant($"Expected {Channels} weights, got {weights.Length}."), nameof(weights));
        var map = new float[Rows * Columns];
        for (var p = 0; p < map.Length; p++)
            map[p] = System.Numerics.Tensors.TensorPrimitives.Dot(Values.Span.Slice(p * Channels, Channels), weights);
        return map;
    }

    /// <summary>Mean of every channel over all points: what the head of a base sees.</summary>
    public float[] Means()
    {
        var sums = new double[Channels];
        for (var i = 0; i < Values.Length; i++)
            sums[i % Channels] += Values.Span[i];
        return [.. sums.Select(sum => (float)(sum / (Rows * Columns)))];
    }
}
