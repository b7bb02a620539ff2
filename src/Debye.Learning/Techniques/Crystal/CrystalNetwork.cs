using System.Globalization;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>A network that takes crystals: graphs, descriptors or both.</summary>
public abstract class CrystalNetwork : Module
{
    /// <summary>Its shape.</summary>
    public abstract CrystalNetworkDescription Description { get; }

    /// <summary>From crystals to outputs.</summary>
    /// <param name="tape">Records the operations.</param>
    /// <param name="batch">The crystals.</param>
    /// <returns>(crystals, outputs).</returns>
    public abstract Tensor Forward(Tape tape, CrystalBatch batch);

    /// <summary>
    /// The vector of each crystal after the embedding and after each convolution, pooled over its sites; for a network without convolutions
    /// nothing.
    /// </summary>
    /// <param name="tape">Records the operations.</param>
    /// <param name="batch">The crystals.</param>
    /// <returns>(crystals, channels) each.</returns>
    public abstract IReadOnlyList<Tensor> Vectors(Tape tape, CrystalBatch batch);

    /// <summary>
    /// Parameters by how early their part of the network works: embedding and angles 0, convolutions 1 and up, all behind the pooling last.
    /// </summary>
    internal IEnumerable<(int Depth, string Name, Parameter Parameter)> ParametersByDepth()
    {
        foreach (var (name, parameter) in NamedParameters())
        {
            var depth =
                name.StartsWith("embedding", StringComparison.Ordinal) || name.StartsWith("angles", StringComparison.Ordinal) ? 0
                : name.StartsWith("convolution", StringComparison.Ordinal)
                    ? 1 + int.Parse(name["convolution".Length..name.IndexOf('.', StringComparison.Ordinal)], CultureInfo.InvariantCulture)
                : Description.Convolutions + 1;
            yield return (depth, name, parameter);
        }
    }

    /// <summary>Sites after all convolutions, averaged over each crystal.</summary>
    private protected Tensor Pool(
        Tape tape,
        CrystalBatch batch,
        Tensor elements,
        Linear embedding,
        IReadOnlyList<CgcnnConvolution> convolutions,
        CgcnnTrace? trace,
        AngleBlock? angles = null
    )
    {
        ArgumentNullException.ThrowIfNull(batch);
        return Graphs.Mean(
            tape,
            Stages(tape, batch, elements, embedding, convolutions, trace, angles).Last(),
            batch.CrystalOfSite,
            batch.WeightOfSite
        );
    }

    /// <summary>Sites after the embedding and each convolution, averaged over each crystal.</summary>
    private protected IReadOnlyList<Tensor> Pools(
        Tape tape,
        CrystalBatch batch,
        Tensor elements,
        Linear embedding,
        IReadOnlyList<CgcnnConvolution> convolutions,
        CgcnnTrace? trace,
        AngleBlock? angles = null
    ) =>
        [
            .. Stages(tape, batch, elements, embedding, convolutions, trace, angles)
                .Select(sites => Graphs.Mean(tape, sites, batch.CrystalOfSite, batch.WeightOfSite)),
        ];

    private IEnumerable<Tensor> Stages(
        Tape tape,
        CrystalBatch batch,
        Tensor elements,
        Linear embedding,
        IReadOnlyList<CgcnnConvolution> convolutions,
        CgcnnTrace? trace,
        AngleBlock? angles
    )
    {
        var basis = Description.Basis;
        var (first, values) = (new int[batch.Edges], new float[batch.Edges * basis.BandWidth]);
        basis.ExpandBand(batch.DistancesAngstrom, first, values);
        var distances = new BandedRows(basis.Count, basis.BandWidth, first, values);
        // Equal elements have equal embeddings: one row for each element, not one for each site.
        var sites = Graphs.Gather(tape, embedding.Forward(tape, elements), batch.ElementOfSite);
        if (angles is not null)
            sites = angles.Forward(tape, sites, batch.Bonds(Description.AngleNeighbours), basis);
        trace?.AddSites(sites);
        yield return sites;
        foreach (var convolution in convolutions)
        {
            sites = convolution.Forward(tape, sites, distances, batch, trace);
            trace?.AddSites(sites);
            yield return sites;
        }
    }
}
