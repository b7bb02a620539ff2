using System.Collections.Immutable;

namespace Debye.Techniques.Pdf;

/// <summary>The part of G(r) that the pairs of two elements make.</summary>
/// <param name="First">Symbol of the one element.</param>
/// <param name="Second">Symbol of the other, or the same.</param>
/// <param name="G">Its share of G(r), 1/Å²; the shares of all pairs add up to G(r).</param>
public sealed record PartialPdf(string First, string Second, ReadOnlyMemory<double> G);

/// <summary>A calculated pair distribution function.</summary>
public sealed record SimulatedPdf
{
    /// <summary>Name of the structure in its source.</summary>
    public string Id { get; init; } = "";

    /// <summary>Reduced formula.</summary>
    public string Formula { get; init; } = "";

    /// <summary>The distances.</summary>
    public required PdfGrid Grid { get; init; }

    /// <summary>G(r), 1/Å².</summary>
    public required ReadOnlyMemory<double> G { get; init; }

    /// <summary>Shares of the pairs of elements; empty unless asked for.</summary>
    public ImmutableArray<PartialPdf> Partials { get; init; } = [];

    /// <summary>The settings.</summary>
    public required PdfOptions Options { get; init; }

    /// <summary>Atoms in 1 Å³; 0 for a cluster.</summary>
    public double NumberDensityPerAngstrom3 { get; init; }

    /// <summary>Sites whose displacement was assumed because the structure gives none.</summary>
    public int AssumedSites { get; init; }

    /// <summary>What was assumed or left out, one sentence each; empty where nothing was.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
