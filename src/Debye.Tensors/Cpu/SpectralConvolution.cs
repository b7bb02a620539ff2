using System.Numerics;

namespace Debye.Tensors.Cpu;

/// <summary>How a convolution is computed.</summary>
public enum ConvolutionMethod
{
    /// <summary>Whichever needs less arithmetic.</summary>
    Automatic,

    /// <summary>A matrix product over windows.</summary>
    Direct,

    /// <summary>Matrix products of Fourier coefficients, one per frequency, where the channels allow it.</summary>
    Spectral,
}

/// <summary>
/// Convolution with long kernels by the convolution theorem: transform signals and taps, multiply the matrices of
/// channels at every frequency, transform back.
/// </summary>
/// <remarks>
/// A direct convolution needs K·L multiplications per pair of channels and signal, this one 4 (N/2 + 1), N the power of
/// two that holds signal and padding: 13 times fewer for 32 taps on 209 points. Complex matrices are multiplied as real
/// ones: each row of a spectrum holds three parts side by side so that both rows of [[Xr, -Xi], [Xi, Xr]] are windows
/// of it. Rounding errors grow with log N only, and are of the size of a direct sum's. Idea: M. Mathieu, M. Henaff and
/// Y. LeCun, arXiv 1312.5851.
/// </remarks>
internal sealed unsafe class SpectralConvolution(Workers workers, MatrixProduct product)
{
    private const int Skew = 48;
    private const long MaximumSpectrum = 1L << 27;
    private const int TransformCost = 30;
    private readonly Dictionary<int, FourierKernels> _kernels = [];
    private readonly Storage[] _work = new Storage[workers.Threads];
    private readonly Storage?[] _spectra = new Storage?[3];
    private Storage? _waves;

    private enum Parts
    {
        /// <summary>Imaginary, real, minus imaginary.</summary>
        Signal,

        /// <summary>Real, imaginary, minus real.</summary>
        Gradient,
    }

    /// <summary>Whether it can, and whether it pays.</summary>
    public static (bool Possible, bool Pays) Judge(in ConvolutionShape s)
    {
        var width = Vector<float>.Count;
        if (s.Stride != 1 || s.Groups != 1 || s.InChannels % width != 0 || s.OutChannels % width != 0)
            return (false, false);
        var n = LengthFor(s);
        var pairs = (long)s.InChannels * s.OutChannels;
        var largest = (long)((n / 2) + 1) * Math.Max(3L * s.Batch * Math.Max(s.InChannels, s.OutChannels), 2 * pairs);
        var direct = s.Batch * pairs * s.OutLength * s.Kernel;
        var transforms = (s.Batch * (long)(s.InChannels + s.OutChannels)) + pairs;
        var spectral = (4L * ((n / 2) + 1) * s.Batch * pairs * 3 / 2) + (TransformCost * n * transforms);
        return (largest < MaximumSpectrum && n >= 8, direct > spectral);
    }

    /// <summary>y = x ∗ w + bias.</summary>
    public void Forward(ConvolutionShape s, Tensor x, Tensor w, Tensor? bias, Tensor y)
    {
        var plan = Plan(s);
        var (signal, taps) = (Signal(plan, s, x), Taps(plan, s, w));
        var result = Rent(2, (plan.Half + 1) * Pitch(2 * s.Batch * s.OutChannels));
        workers.For(
            plan.Half + 1,
            (worker, f) =>
                product.MultiplyOn(
                    worker,
                    SignalMatrix(s, signal, f),
                    MatrixView.Plain(taps, f * Pitch(2 * s.InChannels * s.OutChannels), 2 * s.InChannels, s.OutChannels),
                    MatrixView.Plain(result, f * Pitch(2 * s.Batch * s.OutChannels), 2 * s.Batch, s.OutChannels)
                )
        );
        workers.For(
            s.Batch,
            (worker, b) =>
            {
                fixed (
                    float* work = Work(plan, worker),
                        from = result,
                        to = y,
                        row = bias
                )
                    Back(
                        plan,
                        work,
                        from + (b * s.OutChannels),
                        Pitch(2 * s.Batch * s.OutChannels),
                        s.Batch * s.OutChannels,
                        s.OutChannels,
                        s.OutLength,
                        to + ((nint)b * s.OutLength * s.OutChannels),
                        row
                    );
            }
        );
    }

    /// <summary>Gradient with respect to x.</summary>
    public void BackwardInput(ConvolutionShape s, Tensor dy, Tensor w, Tensor dx)
    {
        var plan = Plan(s);
        var (gradient, taps) = (Gradient(plan, s, dy), Taps(plan, s, w));
        var result = Rent(0, (plan.Half + 1) * Pitch(2 * s.Batch * s.InChannels));
        var taken = new MatrixAxis(2 * s.OutChannels, 1, s.OutChannels, (nint)s.InChannels * s.OutChannels);
        workers.For(
            plan.Half + 1,
            (worker, f) =>
                product.MultiplyOn(
                    worker,
                    new MatrixView(
                        gradient,
                        f * Pitch(3 * s.Batch * s.OutChannels),
                        new MatrixAxis(2 * s.Batch, 3 * s.OutChannels, s.Batch, s.OutChannels),
                        new MatrixAxis(2 * s.OutChannels, 1)
                    ),
                    new MatrixView(taps, f * Pitch(2 * s.InChannels * s.OutChannels), taken, new MatrixAxis(s.InChannels, s.OutChannels)),
                    MatrixView.Plain(result, f * Pitch(2 * s.Batch * s.InChannels), 2 * s.Batch, s.InChannels)
                )
        );
        workers.For(
            s.Batch,
            (worker, b) =>
            {
                fixed (
                    float* work = Work(plan, worker),
                        from = result,
                        to = dx
                )
                    Back(
                        plan,
                        work,
                        from + (b * s.InChannels),
                        Pitch(2 * s.Batch * s.InChannels),
                        s.Batch * s.InChannels,
                        s.InChannels,
                        s.Length,
                        to + ((nint)b * s.Length * s.InChannels),
                        null
                    );
            }
        );
    }

    /// <summary>Gradient with respect to w.</summary>
    public void BackwardWeight(ConvolutionShape s, Tensor x, Tensor dy, Tensor dw)
    {
        var plan = Plan(s);
        var (signal, gradient) = (Signal(plan, s, x), Gradient(plan, s, dy));
        var pitch = Pitch(2 * s.InChannels * s.OutChannels);
        var result = Rent(1, (plan.Half + 1) * pitch);
        workers.For(
            plan.Half + 1,
            (worker, f) =>
                product.MultiplyOn(
                    worker,
                    SignalMatrix(s, signal, f).Transposed,
                    new MatrixView(
                        gradient,
                        f * Pitch(3 * s.Batch * s.OutChannels),
                        new MatrixAxis(2 * s.Batch, 3 * s.OutChannels, s.Batch, s.OutChannels),
                        new MatrixAxis(s.OutChannels, 1)
                    ),
                    MatrixView.Plain(result, f * pitch, 2 * s.InChannels, s.OutChannels)
                )
        );
        TapsBack(plan, s, result, dw);
    }

    private static int LengthFor(in ConvolutionShape s) =>
        (int)
            BitOperations.RoundUpToPowerOf2(
                (uint)Math.Max(Math.Max(s.Length + Math.Max(Math.Max(s.PadLeft, s.PadRight), 0), s.OutLength), s.Span)
            );

    /// <summary>Elements from one frequency to the next; skewed so that they do not share cache sets.</summary>
    private static int Pitch(int elements) => elements + Skew;

    private static int Position(FourierKernels plan, in ConvolutionShape s, int tap) =>
        (s.PadLeft - (tap * s.Dilation)) & (plan.Length - 1);

    private static MatrixView SignalMatrix(in ConvolutionShape s, Storage signal, int frequency) =>
        new(
            signal,
            (frequency * Pitch(3 * s.Batch * s.InChannels)) + s.InChannels,
            new MatrixAxis(2 * s.Batch, 3 * s.InChannels, s.Batch, -s.InChannels),
            new MatrixAxis(2 * s.InChannels, 1)
        );

    private FourierKernels Plan(in ConvolutionShape s)
    {
        var n = LengthFor(s);
        if (!_kernels.TryGetValue(n, out var plan))
            _kernels.Add(n, plan = new FourierKernels(n));
        return plan;
    }

    private Storage Rent(int slot, int length)
    {
        if (_spectra[slot] is not { } storage || storage.Length < length)
            _spectra[slot] = storage = new Storage(length);
        return storage;
    }

    private Storage Work(FourierKernels plan, int worker)
    {
        var length = plan.Length * Vector<float>.Count;
        if (_work[worker] is not { } storage || storage.Length < length)
            _work[worker] = storage = new Storage(length);
        return storage;
    }

    private Storage Signal(FourierKernels plan, ConvolutionShape s, Tensor x) =>
        Rows(0, plan, Parts.Signal, s.Batch, s.Length, s.InChannels, x);

    private Storage Gradient(FourierKernels plan, ConvolutionShape s, Tensor dy) =>
        Rows(2, plan, Parts.Gradient, s.Batch, s.OutLength, s.OutChannels, dy);

    private Storage Rows(int slot, FourierKernels plan, Parts parts, int batch, int length, int channels, Tensor x)
    {
        var pitch = Pitch(3 * batch * channels);
        var spectrum = Rent(slot, (plan.Half + 1) * pitch);
        workers.For(
            batch,
            (worker, b) =>
            {
                var first = (nint)b * length * channels;
                fixed (
                    float* work = Work(plan, worker),
                        from = x,
                        to = spectrum
                )
                    for (var c = 0; c < channels; c += Vector<float>.Count)
                    {
                        Forth(plan, work, from + first + c, channels, length);
                        var layout = parts == Parts.Signal ? -1 : 1;
                        SpectrumKernels.Separate(plan, work, layout, channels, pitch, to + ((nint)b * 3 * channels) + c);
                    }
            }
        );
        return spectrum;
    }

    private static void Forth(FourierKernels plan, float* work, float* from, int channels, int length)
    {
        new Span<float>(work, plan.Length * Vector<float>.Count).Clear();
        for (var n = 0; n < length; n++)
            Vector.Store(Vector.Load(from + ((nint)n * channels)), Slot(plan, work, n));
        plan.Transform(work, work + (plan.Half * Vector<float>.Count));
    }

    /// <summary>Spectra of all taps, as the product of a table of waves (frequency, tap) with the weights.</summary>
    private Storage Taps(FourierKernels plan, ConvolutionShape s, Tensor w)
    {
        var pairs = s.InChannels * s.OutChannels;
        var pitch = Pitch(2 * pairs);
        var spectrum = Rent(1, (plan.Half + 1) * pitch);
        var waves = Waves(plan, s, 1, 1);
        var weights = MatrixView.Plain(w.Storage, w.Offset, s.Kernel, pairs);
        var count = (plan.Half + 1) * s.Kernel;
        product.Multiply(
            MatrixView.Plain(waves, 0, plan.Half + 1, s.Kernel),
            weights,
            MatrixView.Plain(spectrum, 0, plan.Half + 1, pairs, pitch)
        );
        product.Multiply(
            MatrixView.Plain(waves, count, plan.Half + 1, s.Kernel),
            weights,
            MatrixView.Plain(spectrum, pairs, plan.Half + 1, pairs, pitch)
        );
        return spectrum;
    }

    /// <summary>Taps from their spectra: the transposed product, every frequency but the first and last counted twice.</summary>
    private void TapsBack(FourierKernels plan, ConvolutionShape s, Storage spectrum, Tensor dw)
    {
        var pairs = s.InChannels * s.OutChannels;
        var waves = Waves(plan, s, 1f / plan.Length, 2f / plan.Length);
        var count = (plan.Half + 1) * s.Kernel;
        var result = MatrixView.Plain(dw.Storage, dw.Offset, s.Kernel, pairs);
        var real = MatrixView.Plain(spectrum, 0, plan.Half + 1, pairs, Pitch(2 * pairs));
        var imaginary = MatrixView.Plain(spectrum, pairs, plan.Half + 1, pairs, Pitch(2 * pairs));
        product.Multiply(MatrixView.Plain(waves, 0, plan.Half + 1, s.Kernel).Transposed, real, result);
        product.Multiply(MatrixView.Plain(waves, count, plan.Half + 1, s.Kernel).Transposed, imaginary, result, accumulate: true);
    }

    /// <summary>cos and -sin of (frequency, tap), one table after the other.</summary>
    private Storage Waves(FourierKernels plan, in ConvolutionShape s, float outer, float inner)
    {
        var count = (plan.Half + 1) * s.Kernel;
        if (_waves is not { } waves || waves.Length < 2 * count)
            _waves = waves = new Storage(2 * count);
        var numbers = waves.Span;
        for (var f = 0; f <= plan.Half; f++)
        {
            var factor = f == 0 || f == plan.Half ? outer : inner;
            for (var k = 0; k < s.Kernel; k++)
            {
                // The table covers half a turn; the other half is its negative.
                var turn = f * Position(plan, s, k) % plan.Length;
                var sign = turn > plan.Half ? -factor : factor;
                var at = 2 * (turn > plan.Half ? turn - plan.Half : turn);
                numbers[(f * s.Kernel) + k] = sign * plan.Table[at];
                numbers[count + (f * s.Kernel) + k] = sign * plan.Table[at + 1];
            }
        }

        return waves;
    }

    /// <summary>Where point n goes: even points to the real half, odd ones to the imaginary half, bit-reversed.</summary>
    private static float* Slot(FourierKernels plan, float* work, int n) =>
        work + ((((n & 1) * plan.Half) + plan.Reversed[n >> 1]) * Vector<float>.Count);

    private static void BackBlock(FourierKernels plan, float* work, float* spectrum, int pitch, int imaginary)
    {
        SpectrumKernels.Combine(plan, spectrum, pitch, imaginary, work);
        plan.Transform(work + (plan.Half * Vector<float>.Count), work);
    }

    private static void Back(
        FourierKernels plan,
        float* work,
        float* spectrum,
        int pitch,
        int imaginary,
        int channels,
        int length,
        float* destination,
        float* bias
    )
    {
        var scale = new Vector<float>(1f / plan.Half);
        for (var c = 0; c < channels; c += Vector<float>.Count)
        {
            BackBlock(plan, work, spectrum + c, pitch, imaginary);
            var shift = bias is null ? Vector<float>.Zero : Vector.Load(bias + c);
            for (var n = 0; n < length; n++)
            {
                var from = work + ((((n & 1) * plan.Half) + (n >> 1)) * Vector<float>.Count);
                Vector.Store(Vector.FusedMultiplyAdd(Vector.Load(from), scale, shift), destination + ((nint)n * channels) + c);
            }
        }
    }
}
