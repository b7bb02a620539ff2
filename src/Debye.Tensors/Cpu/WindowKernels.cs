using System.Numerics;

namespace Debye.Tensors.Cpu;

/// <summary>Moves between a signal and its windows.</summary>
internal static class WindowKernels
{
    /// <summary>Adds every window (out length, kernel · channels of the group) to where it lies in the padded signal.</summary>
    public static void Fold(in ConvolutionShape s, int group, ReadOnlySpan<float> windows, Span<float> destination)
    {
        var channels = s.InPerGroup;
        for (var l = 0; l < s.OutLength; l++)
        {
            for (var k = 0; k < s.Kernel; k++)
            {
                var at = (((l * s.Stride) + (k * s.Dilation)) * s.InChannels) + (group * channels);
                AddTo(windows.Slice(((l * s.Kernel) + k) * channels, channels), destination.Slice(at, channels));
            }
        }
    }

    private static void AddTo(ReadOnlySpan<float> source, Span<float> destination)
    {
        var i = 0;
        for (; i + Vector<float>.Count <= source.Length; i += Vector<float>.Count)
            (new Vector<float>(source[i..]) + new Vector<float>(destination[i..])).CopyTo(destination[i..]);
        for (; i < source.Length; i++)
            destination[i] += source[i];
    }
}
