namespace Debye.Tensors;

/// <summary>Elementwise functions of one variable.</summary>
public enum UnaryFunction
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x for x ≥ 0, else eˣ - 1.</summary>
    Elu,

    /// <summary>x Φ(x), Φ the normal distribution function (exact form, not the tanh approximation).</summary>
    Gelu,

    /// <summary>ln(1 + eˣ).</summary>
    Softplus,

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,
}

/// <summary>Ways of reducing a window of a signal to one number.</summary>
public enum PoolingKind
{
    /// <summary>The largest; the gradient goes to the first that is.</summary>
    Maximum,

    /// <summary>The mean.</summary>
    Average,
}

/// <summary>Shape of a one-dimensional convolution.</summary>
/// <param name="Batch">Signals.</param>
/// <param name="Length">Points of a signal.</param>
/// <param name="InChannels">Channels in.</param>
/// <param name="OutChannels">Channels out.</param>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Points between windows.</param>
/// <param name="Dilation">Points between taps.</param>
/// <param name="Groups">Groups of channels that do not mix.</param>
/// <param name="PadLeft">Zeros before the signal.</param>
/// <param name="PadRight">Zeros after it.</param>
public readonly record struct ConvolutionShape(
    int Batch,
    int Length,
    int InChannels,
    int OutChannels,
    int Kernel,
    int Stride,
    int Dilation,
    int Groups,
    int PadLeft,
    int PadRight
)
{
    /// <summary>Points from the first tap to the last, both included.</summary>
    public int Span => ((Kernel - 1) * Dilation) + 1;

    /// <summary>Points of a signal with its zeros.</summary>
    public int PaddedLength => Length + PadLeft + PadRight;

    /// <summary>Points of the result.</summary>
    public int OutLength => ((PaddedLength - Span) / Stride) + 1;

    /// <summary>Channels in, per group.</summary>
    public int InPerGroup => InChannels / Groups;

    /// <summary>Channels out, per group.</summary>
    public int OutPerGroup => OutChannels / Groups;
}

/// <summary>
/// The arithmetic that operations need: the one seam between the engine and a processor. Arguments are valid when they
/// get here; the last tensor is overwritten unless said otherwise.
/// </summary>
public abstract class Backend : IDisposable
{
    /// <summary>C = op(A)·op(B), plus a bias row if there is one. Matrices are the tensors seen as (rows, last extent).</summary>
    public abstract void MatrixMultiply(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor? bias, Tensor c);

    /// <summary>y = x ∗ w + bias; x (batch, length, in), w (kernel, in / groups, out), y (batch, out length, out).</summary>
    public abstract void Convolve(in ConvolutionShape shape, Tensor x, Tensor w, Tensor? bias, Tensor y);

    /// <summary>Gradient of <see cref="Convolve"/> with respect to x.</summary>
    public abstract void ConvolveBackwardInput(in ConvolutionShape shape, Tensor dy, Tensor w, Tensor dx);

    /// <summary>Gradient of <see cref="Convolve"/> with respect to w.</summary>
    public abstract void ConvolveBackwardWeight(in ConvolutionShape shape, Tensor x, Tensor dy, Tensor dw);

    /// <summary>
    /// Convolution of images; x (batch, rows, columns, in), w (kernel, kernel, in, out), y (batch, out rows, out columns, out).
    /// </summary>
    public abstract void ConvolveImages(in ImageConvolutionShape shape, Tensor x, Tensor w, Tensor? bias, Tensor y);

    /// <summary>Gradient of <see cref="ConvolveImages"/> with respect to x.</summary>
    public abstract void ConvolveImagesBackwardInput(in ImageConvolutionShape shape, Tensor dy, Tensor w, Tensor dx);

    /// <summary>Gradient of <see cref="ConvolveImages"/> with respect to w.</summary>
    public abstract void ConvolveImagesBackwardWeight(in ImageConvolutionShape shape, Tensor x, Tensor dy, Tensor dw);

    /// <summary>
    /// Convolution of images, each channel with its own window; w (kernel, kernel, channels), otherwise as <see cref="ConvolveImages"/>.
    /// </summary>
    public abstract void ConvolveDepthwise(in ImageConvolutionShape shape, Tensor x, Tensor w, Tensor? bias, Tensor y);

    /// <summary>Gradient of <see cref="ConvolveDepthwise"/> with respect to x.</summary>
    public abstract void ConvolveDepthwiseBackwardInput(in ImageConvolutionShape shape, Tensor dy, Tensor w, Tensor dx);

    /// <summary>Gradient of <see cref="ConvolveDepthwise"/> with respect to w.</summary>
    public abstract void ConvolveDepthwiseBackwardWeight(in ImageConvolutionShape shape, Tensor x, Tensor dy, Tensor dw);

    /// <summary>Sums over all axes but the last.</summary>
    public abstract void SumRows(Tensor x, Tensor sums);

    /// <summary>y = f(x).</summary>
    public abstract void Unary(UnaryFunction function, Tensor x, Tensor y);

    /// <summary>dx = dy f'(x); y = f(x) is at hand.</summary>
    public abstract void UnaryBackward(UnaryFunction function, Tensor x, Tensor y, Tensor dy, Tensor dx);

    /// <summary>y += scale x.</summary>
    public abstract void AddScaled(Tensor x, float scale, Tensor y);

    /// <summary>z = a + b.</summary>
    public abstract void Add(Tensor a, Tensor b, Tensor z);

    /// <summary>z = a b.</summary>
    public abstract void Multiply(Tensor a, Tensor b, Tensor z);

    /// <summary>y = scale x.</summary>
    public abstract void Scale(Tensor x, float scale, Tensor y);

    /// <summary>mask = 0 with the given probability, else 1 / (1 - probability); element i depends on (key, counter + i) only.</summary>
    public abstract void DropoutMask(float probability, ulong key, ulong counter, Tensor mask);

    /// <summary>Mean and variance (over n) of every channel over all other axes.</summary>
    public abstract void ChannelMoments(Tensor x, Tensor mean, Tensor variance);

    /// <summary>y = (x - mean) / sqrt(variance + epsilon) · scale + shift, by channel.</summary>
    public abstract void ChannelNormalise(Tensor x, Tensor mean, Tensor variance, float epsilon, Tensor scale, Tensor shift, Tensor y);

    /// <summary>Sums by channel: dShift = Σ dy, dScale = Σ dy·x̂.</summary>
    public abstract void ChannelNormaliseBackwardParameters(
        Tensor x,
        Tensor mean,
        Tensor variance,
        float epsilon,
        Tensor dy,
        Tensor dScale,
        Tensor dShift
    );

    /// <summary>Gradient of batch normalisation with respect to x; with fixed moments where <paramref name="momentsFixed"/>.</summary>
    public abstract void ChannelNormaliseBackwardInput(
        Tensor x,
        Tensor mean,
        Tensor variance,
        float epsilon,
        Tensor scale,
        Tensor dy,
        Tensor dScale,
        Tensor dShift,
        bool momentsFixed,
        Tensor dx
    );

    /// <summary>
    /// Group normalisation without scale and shift: x̂ over blocks of (length, channels / groups); x (blocks, length, channels).
    /// The reciprocal standard deviations go to <paramref name="inverse"/> (blocks, groups).
    /// </summary>
    public abstract void GroupNormalise(Tensor x, int blocks, int groups, float epsilon, Tensor inverse, Tensor normalised);

    /// <summary>Gradient of <see cref="GroupNormalise"/> with respect to x.</summary>
    public abstract void GroupNormaliseBackward(Tensor normalised, Tensor inverse, int blocks, int groups, Tensor dNormalised, Tensor dx);

    /// <summary>y = x · scale + shift, by channel.</summary>
    public abstract void ChannelAffine(Tensor x, Tensor scale, Tensor? shift, Tensor y);

    /// <summary>sums = Σ a b over all axes but the last.</summary>
    public abstract void SumProductRows(Tensor a, Tensor b, Tensor sums);

    /// <summary>Pools windows of a signal; the shape's kernel, stride and padding apply, channels stay.</summary>
    public abstract void Pool(PoolingKind kind, in ConvolutionShape shape, Tensor x, Tensor y);

    /// <summary>Gradient of <see cref="Pool"/> with respect to x.</summary>
    public abstract void PoolBackward(PoolingKind kind, in ConvolutionShape shape, Tensor x, Tensor y, Tensor dy, Tensor dx);

    /// <summary>Logarithm of the softmax of every row.</summary>
    public abstract void LogSoftmax(Tensor x, Tensor y);

    /// <summary>y[r] = x[group of r]; x (groups, channels), y (rows, channels).</summary>
    public abstract void GatherRows(RowGroups groups, Tensor x, Tensor y);

    /// <summary>Sums over the rows of every group, in their order; x (rows, channels), y (groups, channels).</summary>
    public abstract void SumGroups(RowGroups groups, Tensor x, Tensor y);

    /// <summary>y = σ(a) softplus(b), a and b side by side in the rows of x.</summary>
    public abstract void Gate(Tensor x, Tensor y);

    /// <summary>Gradient of <see cref="Gate"/> with respect to x.</summary>
    public abstract void GateBackward(Tensor x, Tensor dy, Tensor dx);

    /// <summary>Mean and variance (over n) of every column of z over all edges.</summary>
    public abstract void EdgeMoments(EdgeProduct product, Tensor mean, Tensor variance);

    /// <summary>
    /// Sum of σ(a) softplus(b) over the edges of every site, where (a, b) = z · factor + shift; messages (sites, channels).
    /// </summary>
    public abstract void EdgeMessages(EdgeProduct product, Tensor factor, Tensor shift, Tensor messages);

    /// <summary>With g the gradient of z · factor + shift: Σ g and Σ g (z - mean) over all edges.</summary>
    public abstract void EdgeGradientSums(
        EdgeProduct product,
        Tensor factor,
        Tensor shift,
        Tensor mean,
        Tensor dMessages,
        Tensor sums,
        Tensor products
    );

    /// <summary>
    /// Gradients of the parts of z, where dz = line[0] · g + line[1] · z + line[2]; line (3, 2 channels), its first row being the factor.
    /// </summary>
    public abstract void EdgeGradients(
        EdgeProduct product,
        Tensor line,
        Tensor shift,
        Tensor dMessages,
        Tensor dCentre,
        Tensor dNeighbour,
        Tensor dWeight
    );

    /// <summary>One step of Adam on a slice of numbers; <see cref="AdamStep"/> has the factors.</summary>
    public abstract void Adam(in AdamStep step, Tensor parameter, Tensor gradient, Tensor first, Tensor second);

    /// <summary>Releases threads and memory.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases threads and memory.</summary>
    /// <param name="disposing">Whether called from <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);
}

/// <summary>Factors of one step of Adam: m ← β₁m + (1-β₁)g, v ← β₂v + (1-β₂)g², p ← shrink·p - rate·m / (√v / root + ε).</summary>
/// <param name="Beta1">β₁.</param>
/// <param name="Rest1">1 - β₁, rounded once.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Rest2">1 - β₂, rounded once.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Rate">Learning rate over (1 - β₁ᵗ).</param>
/// <param name="Root">√(1 - β₂ᵗ).</param>
/// <param name="Shrink">1 - rate·decay where decay is decoupled, else 1.</param>
/// <param name="Coupled">Decay that is added to the gradient as coupled·p.</param>
public readonly record struct AdamStep(
    float Beta1,
    float Rest1,
    float Beta2,
    float Rest2,
    float Epsilon,
    float Rate,
    float Root,
    float Shrink,
    float Coupled
);
