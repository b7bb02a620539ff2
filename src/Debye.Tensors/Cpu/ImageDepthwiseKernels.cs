using System.Runtime.CompilerServices;

namespace Debye.Tensors.Cpu;

/// <summary>Every channel of an image with its own window, some channels at a time: images have their zeros around them.</summary>
/// <remarks>Channels are the innermost loop: images and weights are then read in the order in which they lie.</remarks>
internal static unsafe class ImageDepthwiseKernels<T>
    where T : struct, ILane<T>
{
    /// <summary>One point of the result, channels from c on as long as a lane fits; returns the first that is left.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static int Forward(int c, int channels, float* x, nint* offsets, int taps, float* w, float* bias, float* y)
    {
        for (; c + T.Width <= channels; c += T.Width)
        {
            var sum = bias is null ? T.Of(0) : T.Load(bias + c);
            var weight = w + c;
            for (var t = 0; t < taps; t++, weight += channels)
                sum = T.MultiplyAdd(T.Load(x + offsets[t] + c), T.Load(weight), sum);
            sum.Store(y + c);
        }

        return c;
    }

    /// <summary>Adds the gradient of one point of the result, through the weights, to the image.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static int InputGradient(int c, int channels, float* dy, nint* offsets, int taps, float* w, float* dx)
    {
        for (; c + T.Width <= channels; c += T.Width)
        {
            var gradient = T.Load(dy + c);
            var weight = w + c;
            for (var t = 0; t < taps; t++, weight += channels)
            {
                var at = dx + offsets[t] + c;
                T.MultiplyAdd(gradient, T.Load(weight), T.Load(at)).Store(at);
            }
        }

        return c;
    }

    /// <summary>Adds the contribution of one point of the result to the gradient of the weights.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static int WeightGradient(int c, int channels, float* x, nint* offsets, int taps, float* dy, float* dw)
    {
        for (; c + T.Width <= channels; c += T.Width)
        {
            var gradient = T.Load(dy + c);
            var weight = dw + c;
            for (var t = 0; t < taps; t++, weight += channels)
                T.MultiplyAdd(T.Load(x + offsets[t] + c), gradient, T.Load(weight)).Store(weight);
        }

        return c;
    }
}
