namespace Debye.Tensors;

/// <summary>Batch normalisation by channel (last axis). Source: Ioffe and Szegedy, arXiv 1502.03167.</summary>
/// <remarks>
/// In training the moments of the batch are used, and running ones follow: r ← (1 - momentum) r + momentum · batch, with
/// the variance over n - 1. In use the running moments are.
/// </remarks>
public sealed class BatchNorm : Module
{
    private readonly Parameter _scale;
    private readonly Parameter _shift;
    private readonly Tensor _mean;
    private readonly Tensor _variance;
    private readonly float _epsilon;
    private readonly float _momentum;

    /// <summary>Makes a layer.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="momentum">Weight of the newest batch in the running moments.</param>
    public BatchNorm(int channels, float epsilon = 1e-5f, float momentum = 0.1f)
    {
        (_epsilon, _momentum) = (epsilon, momentum);
        _scale = Register("weight", new Parameter(channels) { Decays = false });
        _shift = Register("bias", new Parameter(channels) { Decays = false });
        _mean = RegisterBuffer("running_mean", new Tensor(channels));
        _variance = RegisterBuffer("running_var", new Tensor(channels));
        _scale.Span.Fill(1);
        _variance.Span.Fill(1);
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x)
    {
        if (!Training)
            return Normalisation.Fixed(tape, x, _scale, _shift, _epsilon, _mean, _variance);
        var y = Normalisation.Batch(tape, x, _scale, _shift, _epsilon, out var mean, out var variance);
        Follow(mean, variance, x.Length / _scale.Length);
        return y;
    }

    /// <summary>What it does in use: x · factor + offset, by channel.</summary>
    public (double[] Factor, double[] Offset) ToAffine()
    {
        var (factor, offset) = (new double[_scale.Length], new double[_scale.Length]);
        for (var c = 0; c < factor.Length; c++)
        {
            factor[c] = _scale.Span[c] / Math.Sqrt(_variance.Span[c] + (double)_epsilon);
            offset[c] = _shift.Span[c] - (_mean.Span[c] * factor[c]);
        }

        return (factor, offset);
    }

    /// <summary>
    /// Messages along edges whose dense layer this norm stands behind: <see cref="EdgeConvolution"/> with the parameters and moments of
    /// this layer.
    /// </summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="product">The dense layer; one edge or more.</param>
    /// <returns>(sites, half the channels of this norm).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor ForwardMessages(Tape tape, EdgeProduct product)
    {
        ArgumentNullException.ThrowIfNull(product);
        if (!Training)
            return EdgeConvolution.Fixed(tape, product, _scale, _shift, _epsilon, _mean, _variance);
        var y = EdgeConvolution.Batch(tape, product, _scale, _shift, _epsilon, out var mean, out var variance);
        Follow(mean, variance, product.Edges.Count);
        return y;
    }

    private void Follow(Tensor mean, Tensor variance, int n)
    {
        var unbias = n > 1 ? n / (n - 1f) : 1f;
        for (var c = 0; c < _mean.Length; c++)
        {
            _mean.Span[c] = ((1 - _momentum) * _mean.Span[c]) + (_momentum * mean.Span[c]);
            _variance.Span[c] = ((1 - _momentum) * _variance.Span[c]) + (_momentum * unbias * variance.Span[c]);
        }
    }
}

/// <summary>Normalisation of groups of channels over every signal by itself. Source: Wu and He, arXiv 1803.08494.</summary>
public sealed class GroupNorm : Module
{
    private readonly Parameter _scale;
    private readonly Parameter _shift;
    private readonly int _groups;
    private readonly float _epsilon;

    /// <summary>Makes a layer.</summary>
    /// <param name="groups">Groups; divides the channels.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <exception cref="ArgumentException">The groups do not divide the channels.</exception>
    public GroupNorm(int groups, int channels, float epsilon = 1e-5f)
    {
        if (groups < 1 || channels % groups != 0)
            throw new ArgumentException(Invariant($"expected groups that divide {channels}, got {groups}"), nameof(groups));
        (_groups, _epsilon) = (groups, epsilon);
        _scale = Register("weight", new Parameter(channels) { Decays = false });
        _shift = Register("bias", new Parameter(channels) { Decays = false });
        _scale.Span.Fill(1);
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) =>
        Functional.Affine(tape, Normalisation.Group(tape, x, x.Extent(0), _groups, _epsilon), _scale, _shift);
}

/// <summary>Normalisation over the channels of every point by itself. Source: Ba, Kiros and Hinton, arXiv 1607.06450.</summary>
public sealed class LayerNorm : Module
{
    private readonly Parameter _scale;
    private readonly Parameter _shift;
    private readonly float _epsilon;

    /// <summary>Makes a layer.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public LayerNorm(int channels, float epsilon = 1e-5f)
    {
        _epsilon = epsilon;
        _scale = Register("weight", new Parameter(channels) { Decays = false });
        _shift = Register("bias", new Parameter(channels) { Decays = false });
        _scale.Span.Fill(1);
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) =>
        Functional.Affine(tape, Normalisation.Group(tape, x, x.Length / x.Extent(-1), 1, _epsilon), _scale, _shift);
}
