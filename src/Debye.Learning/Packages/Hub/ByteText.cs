namespace Debye.Learning.Packages.Hub;

/// <summary>Numbers of bytes for people.</summary>
public static class ByteText
{
    /// <summary>In bytes, kB, MB or GB (powers of 1000).</summary>
    /// <param name="bytes">The number, 0 or more.</param>
    public static string Of(long bytes) =>
        bytes switch
        {
            < 1000 => Invariant($"{bytes} bytes"),
            < 1_000_000 => Invariant($"{bytes / 1e3:0.0} kB"),
            < 1_000_000_000 => Invariant($"{bytes / 1e6:0.0} MB"),
            _ => Invariant($"{bytes / 1e9:0.00} GB"),
        };
}
