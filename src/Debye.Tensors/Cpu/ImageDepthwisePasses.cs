namespace Debye.Tensors.Cpu;

/// <summary>Passes over the points of one image whose channels have their own windows.</summary>
internal static unsafe class ImageDepthwisePasses
{
    /// <summary>Image with its zeros → (out points, channels).</summary>
    public static void Forward(in ImageConvolutionShape s, bool isWide, float* image, float* w, float* bias, float* y)
    {
        int taps = s.Kernel * s.Kernel,
            channels = s.InChannels;
        var offsets = stackalloc nint[taps];
        FillOffsets(s, offsets);
        for (var p = 0; p < s.OutPoints; p++, y += channels)
        {
            var x = image + Corner(s, p);
            var c = isWide ? ImageDepthwiseKernels<Lane512>.Forward(0, channels, x, offsets, taps, w, bias, y) : 0;
            c = ImageDepthwiseKernels<LaneAny>.Forward(c, channels, x, offsets, taps, w, bias, y);
            ImageDepthwiseKernels<LaneOne>.Forward(c, channels, x, offsets, taps, w, bias, y);
        }
    }

    /// <summary>Adds the gradient (out points, channels), through the weights, to an image with its zeros.</summary>
    public static void InputGradient(in ImageConvolutionShape s, bool isWide, float* dy, float* w, float* image)
    {
        int taps = s.Kernel * s.Kernel,
            channels = s.InChannels;
        var offsets = stackalloc nint[taps];
        FillOffsets(s, offsets);
        for (var p = 0; p < s.OutPoints; p++, dy += channels)
        {
            var dx = image + Corner(s, p);
            var c = isWide ? ImageDepthwiseKernels<Lane512>.InputGradient(0, channels, dy, offsets, taps, w, dx) : 0;
            c = ImageDepthwiseKernels<LaneAny>.InputGradient(c, channels, dy, offsets, taps, w, dx);
            ImageDepthwiseKernels<LaneOne>.InputGradient(c, channels, dy, offsets, taps, w, dx);
        }
    }

    /// <summary>Adds Σ x·dy of one image with its zeros to (kernel, kernel, channels).</summary>
    public static void WeightGradient(in ImageConvolutionShape s, bool isWide, float* image, float* dy, float* dw)
    {
        int taps = s.Kernel * s.Kernel,
            channels = s.InChannels;
        var offsets = stackalloc nint[taps];
        FillOffsets(s, offsets);
        for (var p = 0; p < s.OutPoints; p++, dy += channels)
        {
            var x = image + Corner(s, p);
            var c = isWide ? ImageDepthwiseKernels<Lane512>.WeightGradient(0, channels, x, offsets, taps, dy, dw) : 0;
            c = ImageDepthwiseKernels<LaneAny>.WeightGradient(c, channels, x, offsets, taps, dy, dw);
            ImageDepthwiseKernels<LaneOne>.WeightGradient(c, channels, x, offsets, taps, dy, dw);
        }
    }

    /// <summary>Where the taps of a window lie, from its corner.</summary>
    private static void FillOffsets(in ImageConvolutionShape s, nint* offsets)
    {
        for (var t = 0; t < s.Kernel * s.Kernel; t++)
            offsets[t] = ((t / s.Kernel * s.PaddedColumns) + (t % s.Kernel)) * s.InChannels;
    }

    private static nint Corner(in ImageConvolutionShape s, int point) =>
        (nint)((point / s.OutColumns * s.Stride * s.PaddedColumns) + (point % s.OutColumns * s.Stride)) * s.InChannels;
}
