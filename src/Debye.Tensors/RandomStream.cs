namespace Debye.Tensors;

/// <summary>A seeded source of random numbers whose whole state is a key and a counter.</summary>
/// <remarks>
/// SplitMix64 with the key in the starting point. Source: G. L. Steele, D. Lea and C. H. Flood, OOPSLA 2014, 453,
/// doi 10.1145/2660193.2660195. Not for cryptography.
/// </remarks>
/// <param name="seed">Any number; equal seeds give equal streams.</param>
public sealed class RandomStream(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>What the stream was seeded with.</summary>
    public ulong Key { get; private set; } = seed;

    /// <summary>How many 64-bit numbers have been drawn.</summary>
    public ulong Counter { get; private set; }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits() => Mix(Key, Counter++);

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [0, <paramref name="exclusiveMaximum"/>).</summary>
    /// <param name="exclusiveMaximum">1 or more.</param>
    public int NextInt(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMaximum, 1);
        return (int)Math.BigMul(NextBits(), (ulong)exclusiveMaximum, out _);
    }

    /// <summary>A normally distributed number of mean 0 and variance 1 (Box-Muller; draws twice).</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Fills with numbers uniform in [-bound, bound).</summary>
    /// <param name="bound">Half the width.</param>
    /// <param name="destination">What to fill.</param>
    public void FillUniform(float bound, Span<float> destination)
    {
        foreach (ref var value in destination)
            value = (float)(((2 * NextDouble()) - 1) * bound);
    }

    /// <summary>Fills with normally distributed numbers of mean 0.</summary>
    /// <param name="standardDeviation">Standard deviation.</param>
    /// <param name="destination">What to fill.</param>
    public void FillNormal(float standardDeviation, Span<float> destination)
    {
        foreach (ref var value in destination)
            value = (float)(NextNormal() * standardDeviation);
    }

    /// <summary>Draws a number of counters at once; returns the first.</summary>
    /// <param name="count">How many.</param>
    public ulong Take(int count)
    {
        var first = Counter;
        Counter += (ulong)count;
        return first;
    }

    /// <summary>Sets the whole state.</summary>
    /// <param name="key">As read from <see cref="Key"/>.</param>
    /// <param name="counter">As read from <see cref="Counter"/>.</param>
    public void Restore(ulong key, ulong counter) => (Key, Counter) = (key, counter);

    internal static ulong Mix(ulong key, ulong counter)
    {
        var z = Scramble(key + Golden) + ((counter + 1) * Golden);
        return Scramble(z);
    }

    private static ulong Scramble(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
