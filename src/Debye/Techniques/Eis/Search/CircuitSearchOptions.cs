using System.Collections.Immutable;
using Debye.Techniques.Eis.Fitting;

namespace Debye.Techniques.Eis.Search;

/// <summary>Settings of a circuit search.</summary>
public sealed record CircuitSearchOptions
{
    /// <summary>The elements a search can use: R, C, L, CPE, W, Wo, Ws, G.</summary>
    public static ImmutableArray<string> Known { get; } = ["R", "C", "L", "CPE", "W", "Wo", "Ws", "G"];

    /// <summary>Symbols of the elements to use, out of <see cref="Known"/>; R must be among them. Default all.</summary>
    public ImmutableArray<string> Elements { get; init; } = Known;

    /// <summary>Most parameters of a circuit, 1…20; default 12.</summary>
    public int MaximumParameters { get; init; } = 12;

    /// <summary>Most elements of a circuit, 1…16; default 9.</summary>
    public int MaximumElements { get; init; } = 9;

    /// <summary>Circuits whose neighbours are tried at a time, 1…64; default 5.</summary>
    public int BeamWidth { get; init; } = 5;

    /// <summary>Effort: most circuits that are fitted, 10…100,000; default 500, some seconds for 60 points.</summary>
    public int MaximumCircuits { get; init; } = 500;

    /// <summary>Most candidates that are returned, 1…1000; default 20.</summary>
    public int Returned { get; init; } = 20;

    /// <summary>Weights of the fits; default modulus.</summary>
    public FitWeights Weights { get; init; } = FitWeights.Modulus;

    /// <summary>
    /// Smallest relative noise a spectrum is believed to have, 1e-12…0.1; default 1e-5. Deviations below it are no evidence.
    /// </summary>
    public double NoiseFloor { get; init; } = 1e-5;

    /// <summary>Seed of the start values; default 1. The same seed gives the same result on any number of threads.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number of threads, 1…4096; default 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside the range its property states.</exception>
    /// <exception cref="ArgumentException">An element is not among the known ones, or R is missing.</exception>
    public void Validate()
    {
        Require(MaximumParameters is >= 1 and <= 20, nameof(MaximumParameters), MaximumParameters, "1…20");
        Require(MaximumElements is >= 1 and <= 16, nameof(MaximumElements), MaximumElements, "1…16");
        Require(BeamWidth is >= 1 and <= 64, nameof(BeamWidth), BeamWidth, "1…64");
        Require(MaximumCircuits is >= 10 and <= 100_000, nameof(MaximumCircuits), MaximumCircuits, "10…100,000");
        Require(Returned is >= 1 and <= 1000, nameof(Returned), Returned, "1…1000");
        Require(NoiseFloor is >= 1e-12 and <= 0.1, nameof(NoiseFloor), NoiseFloor, "1e-12…0.1");
        Require(Threads is >= 1 and <= 4096, nameof(Threads), Threads, "1…4096");
        foreach (var symbol in Elements)
            if (!Known.Contains(symbol, StringComparer.Ordinal))
                throw new ArgumentException($"A search cannot use '{symbol}'; it can use {string.Join(" ", Known)}.", nameof(Elements));
        if (!Elements.Contains("R", StringComparer.Ordinal))
            throw new ArgumentException("A search needs the element R.", nameof(Elements));
    }

    private static void Require(bool holds, string name, double value, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} must be {range}, is {value}."));
    }
}
