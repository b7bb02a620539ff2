namespace Debye.Tensors;

/// <summary>A batch norm in use is an affine map by channel: it goes into the weights of the convolution before it.</summary>
public static class BatchNormFolding
{
    /// <summary>Multiplies weights by γ/√(σ² + ε) and gives the bias β + (b - μ)γ/√(σ² + ε).</summary>
    /// <param name="weight">Weights whose last axis is the channels out; overwritten.</param>
    /// <param name="bias">(channels); overwritten. Before: the bias of the convolution, zeros for none.</param>
    /// <param name="norm">The norm behind the convolution.</param>
    /// <exception cref="ArgumentException">The numbers of channels differ.</exception>
    public static void Fold(Span<float> weight, Span<float> bias, BatchNorm norm)
    {
        ArgumentNullException.ThrowIfNull(norm);
        var (factor, offset) = norm.ToAffine();
        if (bias.Length != factor.Length || weight.Length % factor.Length != 0)
            throw new ArgumentException(
                $"expected weights and bias of {factor.Length} channels, got {weight.Length} and {bias.Length} numbers",
                nameof(weight)
            );
        for (var i = 0; i < weight.Length; i++)
            weight[i] = (float)(weight[i] * factor[i % factor.Length]);
        for (var c = 0; c < bias.Length; c++)
            bias[c] = (float)((bias[c] * factor[c]) + offset[c]);
    }
}
