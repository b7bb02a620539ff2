namespace Debye.Tensors;

/// <summary>
/// A dense layer over the edges of graphs, not written out: z = centre[begin of e] + neighbour[end of e] + features[e] · weight.
/// </summary>
/// <param name="Edges">The edges.</param>
/// <param name="Features">(edges, features).</param>
/// <param name="Centre">(sites, 2 channels).</param>
/// <param name="Neighbour">(sites, 2 channels).</param>
/// <param name="Weight">(features, 2 channels).</param>
public sealed record EdgeProduct(GraphEdges Edges, BandedRows Features, Tensor Centre, Tensor Neighbour, Tensor Weight)
{
    /// <summary>Half the columns of z.</summary>
    public int Channels => Weight.Extent(1) / 2;

    /// <summary>Checks that everything fits.</summary>
    /// <exception cref="ArgumentException">It does not; the message says what was expected.</exception>
    internal void Validate()
    {
        Check.That(
            Weight.Rank == 2 && Weight.Extent(0) == Features.Columns && Weight.Extent(1) % 2 == 0,
            Weight,
            Invariant($"({Features.Columns}, an even number)")
        );
        if (Features.Rows != Edges.Count)
            throw new ArgumentException(Invariant($"expected features of {Edges.Count} edges, got {Features.Rows}"));
        foreach (var part in (Tensor[])[Centre, Neighbour])
            Check.That(
                part.Rank == 2 && part.Extent(0) == Edges.Sites && part.Extent(1) == Weight.Extent(1),
                part,
                Invariant($"({Edges.Sites}, {Weight.Extent(1)})")
            );
    }
}
