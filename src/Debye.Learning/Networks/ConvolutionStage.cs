namespace Debye.Learning.Networks;

/// <summary>
/// One stage of a <see cref="ConvolutionNetworkDescription"/>: a convolution, its activation and a maximum over neighbours.
/// </summary>
/// <param name="Channels">Channels out, 1…65,536.</param>
/// <param name="Kernel">Taps, 1…1024.</param>
/// <param name="Stride">Points between windows, 1…64.</param>
/// <param name="Pool">Points of which the maximum is kept, 1…64; 1 for none.</param>
public sealed record ConvolutionStage(int Channels, int Kernel, int Stride = 1, int Pool = 1)
{
    /// <summary>Points left of a signal, 0 where it is too short.</summary>
    internal int Shorten(int length) => (length + Stride - 1) / Stride / Pool;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    internal void Validate()
    {
        if (Channels is < 1 or > 65536)
            throw new ArgumentOutOfRangeException(nameof(Channels), Channels, "Expected 1…65,536.");
        if (Kernel is < 1 or > 1024)
            throw new ArgumentOutOfRangeException(nameof(Kernel), Kernel, "Expected 1…1024.");
        if (Stride is < 1 or > 64)
            throw new ArgumentOutOfRangeException(nameof(Stride), Stride, "Expected 1…64.");
        if (Pool is < 1 or > 64)
            throw new ArgumentOutOfRangeException(nameof(Pool), Pool, "Expected 1…64.");
    }
}
