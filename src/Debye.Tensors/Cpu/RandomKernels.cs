namespace Debye.Tensors.Cpu;

/// <summary>Random numbers that are a function of a key and a counter, so that any part can be made in any order.</summary>
internal static class RandomKernels
{
    /// <summary>0 with the given probability, else 1 / (1 - probability).</summary>
    public static void DropoutMask(float probability, ulong key, ulong counter, Span<float> destination)
    {
        var keep = 1 / (1 - probability);
        var threshold = (ulong)(probability * 4294967296.0);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = RandomStream.Mix(key, counter + (ulong)i) >> 32 < threshold ? 0 : keep;
    }
}
