using System.Collections.Immutable;
using Debye.Spectra;

namespace Debye.Techniques.Eis.Search;

/// <summary>Finds equivalent circuits from a spectrum alone: grows and prunes circuits, fits each, ranks them by evidence.</summary>
/// <remarks>
/// From small circuits on, the neighbours of the best ones (a piece added, removed, exchanged or moved) are fitted from the values
/// already known and from several places for the new piece, with exact derivatives. The score is the Bayesian information criterion for an
/// unknown noise level: G. Schwarz, Ann. Stat. 6, 461 (1978), doi 10.1214/aos/1176344136, extended by the number of structures. The same
/// structure is fitted at most twice; the best ones are fitted again from starts read off the data. Many circuits have the same impedance,
/// and the answer names them: it is a ranked set, not the truth. The noise is taken as normal, and as large as the weights say.
/// Cost: some seconds for 60 points and the default effort on one thread.
/// </remarks>
/// <example><code>
/// foreach (var candidate in new CircuitSearch().Find(spectrum)) Console.WriteLine($"{candidate.Weight:p0} {candidate.Circuit}");
/// </code></example>
public sealed class CircuitSearch
{
    /// <summary>Prepares searches.</summary>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of range or an element unknown.</exception>
    public CircuitSearch(CircuitSearchOptions? options = null)
    {
        Options = options ?? new CircuitSearchOptions();
        Options.Validate();
    }

    /// <summary>The settings.</summary>
    public CircuitSearchOptions Options { get; }

    /// <summary>Searches.</summary>
    /// <param name="spectrum">The spectrum; points in any order.</param>
    /// <param name="progress">Receives the number of circuits fitted so far; null for none.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Candidates, best first; at least one.</returns>
    /// <exception cref="ArgumentException">There are fewer than five points, or an impedance is 0.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public ImmutableArray<CircuitCandidate> Find(
        ImpedanceSpectrum spectrum,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        if (spectrum.Length < 5)
            throw new ArgumentException($"Expected at least 5 points, got {spectrum.Length}.", nameof(spectrum));
        foreach (var value in spectrum.ImpedanceOhm)
            if (value == System.Numerics.Complex.Zero)
                throw new ArgumentException("An impedance is 0; relative deviations need others.", nameof(spectrum));
        var tried = new CircuitBeam(spectrum, Options, progress, cancellation).Run();
        return new EvidenceRanking(spectrum, Options, cancellation).Rank(tried);
    }
}
