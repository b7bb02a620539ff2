using Debye.Tensors;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>
/// Copies of what a network computes on its way, for whoever wants to look: comparisons with other programs, projections.
/// </summary>
public sealed class CgcnnTrace
{
    private readonly List<float[]> _sites = [];
    private readonly List<float[]> _linear = [];
    private readonly List<float[]> _normalised = [];

    /// <summary>Sites (sites × channels) after the embedding, then after each convolution.</summary>
    public IReadOnlyList<float[]> Sites => _sites;

    /// <summary>Of each convolution, the dense layer of the edges (edges × 2 channels): filter, then core.</summary>
    public IReadOnlyList<float[]> GateLinear => _linear;

    /// <summary>The same after batch normalisation.</summary>
    public IReadOnlyList<float[]> GateNormalised => _normalised;

    /// <summary>Crystals (crystals × channels) after pooling.</summary>
    public float[] Pooled { get; private set; } = [];

    /// <summary>Crystals (crystals × hidden) before the last layer: the vector that is projected.</summary>
    public float[] Hidden { get; private set; } = [];

    internal void AddSites(Tensor sites) => _sites.Add(sites.Span.ToArray());

    internal void Add(Tensor linear, Tensor normalised)
    {
        _linear.Add(linear.Span.ToArray());
        _normalised.Add(normalised.Span.ToArray());
    }

    internal void SetPooled(Tensor pooled) => Pooled = pooled.Span.ToArray();

    internal void SetHidden(Tensor hidden) => Hidden = hidden.Span.ToArray();
}
