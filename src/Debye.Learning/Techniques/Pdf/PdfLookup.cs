using Debye.Learning.Baselines;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>Looks curves up in a library: the nearest known curves at any stretch, and known crystals refined.</summary>
internal sealed class PdfLookup
{
    private const int FewNeighbours = 5;
    private const int ReportEvery = 100;

    private readonly NearestNeighbours[] _nearest;
    private readonly Lazy<PdfCrystalSearch>? _calculated;
    private readonly Lazy<PdfCrystalSearch>? _measured;

    /// <summary>Prepares the search; the library's crystals, if it has any, are refined.</summary>
    public PdfLookup(PdfLibrary library)
    {
        Library = library;
        var known = library.Examples();
        _nearest =
        [
            .. ((int[])[1, FewNeighbours]).Select(count =>
                NearestNeighbours.Train(
                    known,
                    new NearestNeighboursOptions
                    {
                        Neighbours = count,
                        Votes = NeighbourVotes.NearestOfEachClass,
                        Stretch = PdfSources.Stretch,
                    }
                )
            ),
        ];
        if (!library.HasCrystals)
            return;
        (_calculated, _measured) = (Search(isMeasured: false), Search(isMeasured: true));
        Lazy<PdfCrystalSearch> Search(bool isMeasured) =>
            new(() => new PdfCrystalSearch(library, _nearest[0], PdfCrystalSearch.NominalPlan(isMeasured)));
    }

    /// <summary>The library.</summary>
    public PdfLibrary Library { get; }

    /// <summary>The search for nearest curves.</summary>
    public NearestNeighbours Nearest => _nearest[0];

    /// <summary>What the library says of curves: probabilities of each source, and refinements (empty without crystals).</summary>
    /// <param name="curves">Curves of 209 values, 0…1.</param>
    /// <param name="isMeasured">Whether displacement and damping are known roughly only, and fitted too.</param>
    /// <param name="threads">Threads, 1 or more.</param>
    /// <param name="report">Receives lines of progress; null for silence.</param>
    /// <param name="cancellation">Stops the search.</param>
    public (float[][] Sources, PdfCrystalFits[] Fits) Run(
        FeatureTable curves,
        bool isMeasured,
        int threads,
        Action<string>? report = null,
        CancellationToken cancellation = default
    )
    {
        var sources = _nearest.Select(nearest => nearest.Predict(curves, threads)).ToList();
        if ((isMeasured ? _measured : _calculated)?.Value is not { } search)
            return ([.. sources], []);
        var fits = search.Run(
            curves,
            threads,
            done =>
            {
                if (done % ReportEvery == 0)
                    report?.Invoke(Invariant($"known crystals refined with {done:n0} of {curves.Rows:n0} curves"));
            },
            cancellation
        );
        var classes = Library.Classes.Count;
        var refined = new float[curves.Rows * classes];
        for (var i = 0; i < fits.Length; i++)
            fits[i].ToProbabilities(refined.AsSpan(i * classes, classes));
        return ([.. sources, refined], fits);
    }
}
