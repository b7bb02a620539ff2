using Debye.Crystals;
using Debye.Learning.Baselines;
using Debye.Learning.Tables;
using Debye.Learning.Trees;
using Debye.Techniques.Pdf;
using Debye.Techniques.Pdf.Refinement;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>
/// Finds the known crystal that a curve can be refined with: many are tried on smoothed curves, the best of every space group go on to
/// sharp ones.
/// </summary>
/// <remarks>
/// Structure mining: L. Yang et al., Acta Cryst. A 76, 395 (2020), doi 10.1107/S2053273320002028; here elements and stretch are free too.
/// </remarks>
internal sealed class PdfCrystalSearch
{
    /// <summary>Known curves that are looked at.</summary>
    private const int Looked = 800;

    /// <summary>Crystals of a space group that are tried.</summary>
    private const int Tried = 10;

    /// <summary>
    /// Crystals with more independent sites are not refined: their thousand coordinates would take minutes and fit anything.
    /// </summary>
    private const int MostSites = 200;

    private readonly PdfLibrary _library;
    private readonly NearestNeighbours _search;
    private readonly PdfRefinementPlan _plan;
    private readonly int[] _classOfGroup = new int[231];

    /// <summary>Prepares a search.</summary>
    /// <param name="library">Crystals and their curves.</param>
    /// <param name="search">Made of the curves.</param>
    /// <param name="plan">How curves were measured.</param>
    public PdfCrystalSearch(PdfLibrary library, NearestNeighbours search, PdfRefinementPlan plan)
    {
        (_library, _search, _plan) = (library, search, plan);
        Array.Fill(_classOfGroup, -1);
        for (var c = 0; c < library.Classes.Count; c++)
            _classOfGroup[library.Classes[c]] = c;
    }

    /// <summary>The plan of curves as the networks learn them: nominal settings.</summary>
    /// <param name="refinesWidths">Whether displacement and damping are fitted too.</param>
    public static PdfRefinementPlan NominalPlan(bool refinesWidths) =>
        new(new PdfOptions { UniformUisoAngstrom2 = 0.008, UseCharges = false }, PdfGrid.SpaceGroupNetwork, refinesWidths: refinesWidths);

    /// <summary>Refines known crystals with curves.</summary>
    /// <param name="curves">Curves of 209 values.</param>
    /// <param name="threads">Threads, 1 or more; the result does not depend on it.</param>
    /// <param name="progress">Receives the number of curves that are done, on any thread; null for silence.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public PdfCrystalFits[] Run(FeatureTable curves, int threads, Action<int>? progress, CancellationToken cancellation)
    {
        var count = Math.Min(Looked, _library.Owners.Count);
        var near = _search.Nearest(curves, count, threads);
        var results = new PdfCrystalFits[curves.Rows];
        var done = 0;
        Parallel.For(
            0,
            curves.Rows,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
            () => new PdfRefiner(_plan),
            (i, _, refiner) =>
            {
                results[i] = Fit(curves.Row(i), near.AsSpan(i * count, count), refiner);
                progress?.Invoke(Interlocked.Increment(ref done));
                return refiner;
            },
            _ => { }
        );
        return results;
    }

    private PdfCrystalFits Fit(ReadOnlySpan<float> curve, ReadOnlySpan<Neighbour> near, PdfRefiner refiner)
    {
        var (numbers, starts) = Candidates(near);
        var fits = refiner.Race(starts, curve, PdfCurveEnd.Of(curve));
        var misfits = new double[_library.Classes.Count];
        Array.Fill(misfits, double.NaN);
        var best = default(PdfCrystalFit?);
        foreach (var (candidate, fit) in fits)
        {
            var group = fit.SpaceGroup();
            if (!(best?.Refinement.PenalisedMisfit <= fit.PenalisedMisfit))
                best = new PdfCrystalFit(numbers[candidate], group, fit);
            if (_classOfGroup[group] is >= 0 and var kind && !(misfits[kind] <= fit.PenalisedMisfit))
                misfits[kind] = fit.PenalisedMisfit;
        }

        return new PdfCrystalFits(misfits, best);
    }

    /// <summary>The nearest crystals of every space group, at the stretch that fits best.</summary>
    private (List<int> Numbers, List<AsymmetricStructure> Starts) Candidates(ReadOnlySpan<Neighbour> near)
    {
        var (numbers, starts, counts) = (new List<int>(), new List<AsymmetricStructure>(), new int[_library.Classes.Count]);
        foreach (var neighbour in near)
        {
            var number = _library.Owners[neighbour.Row];
            var kind = _classOfGroup[_library.SpaceGroups[number]];
            if (
                _library.Crystals[number] is not { Sites.Length: <= MostSites } crystal
                || counts[kind] == Tried
                || numbers.Contains(number)
            )
                continue;
            counts[kind]++;
            var rows = crystal.Lattice.Rows.ToArray();
            for (var v = 0; v < rows.Length; v++)
                rows[v] *= neighbour.Stretch;
            numbers.Add(number);
            starts.Add(crystal with { Lattice = new Lattice(rows) });
        }

        return (numbers, starts);
    }
}

/// <summary>A known crystal refined with a curve.</summary>
/// <param name="Crystal">Its number in the library.</param>
/// <param name="SpaceGroup">Space group of the refined crystal, which may be above that of the known one.</param>
/// <param name="Refinement">The refinement.</param>
internal sealed record PdfCrystalFit(int Crystal, int SpaceGroup, PdfRefinement Refinement);

/// <summary>How well known crystals can be refined with one curve.</summary>
/// <param name="Misfits">Smallest <see cref="PdfRefinement.PenalisedMisfit"/> of refined crystals of each space group of the library; NaN
/// where there is none.</param>
/// <param name="Best">The refinement that explains the curve with the fewest parameters (<see cref="PdfRefinement.PenalisedMisfit"/>); null
/// when nothing was tried.</param>
internal readonly record struct PdfCrystalFits(double[] Misfits, PdfCrystalFit? Best)
{
    /// <summary>Untried space groups count as this much worse than the worst tried.</summary>
    private const double Untried = 1.6;

    private const double Smallest = 1e-3;

    /// <summary>A misfit that tells little.</summary>
    private const double Poor = 0.3;

    /// <summary>Probabilities in the sense of a source of the pool: inverse misfits, normalised.</summary>
    public void ToProbabilities(Span<float> destination)
    {
        var worst = Poor;
        foreach (var misfit in Misfits)
            if (misfit > worst)
                worst = misfit;
        var sum = 0.0;
        for (var c = 0; c < destination.Length; c++)
        {
            var value = 1 / (double.IsNaN(Misfits[c]) ? Untried * worst : Math.Max(Misfits[c], Smallest));
            destination[c] = (float)value;
            sum += value;
        }

        for (var c = 0; c < destination.Length; c++)
            destination[c] /= (float)sum;
    }
}
