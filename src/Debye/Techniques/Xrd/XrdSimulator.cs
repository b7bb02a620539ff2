using System.Collections.Immutable;
using Debye.Crystals;
using Debye.Crystals.Symmetry;
using Debye.Numerics;
using Debye.Spectra;

namespace Debye.Techniques.Xrd;

/// <summary>Structure in, powder pattern out. Keeps buffers: one simulator for each thread.</summary>
/// <example><code>
/// var pattern = new XrdSimulator().Peaks(structure);
/// foreach (var peak in pattern.Peaks.Span) Console.WriteLine($"{peak.TwoThetaDegrees:f3} {peak.Hkl} {peak.Intensity:f2}");
/// </code></example>
public sealed class XrdSimulator
{
    private readonly AsymmetricUnit _unit = new();
    private readonly XrdPeaks _peaks = new();
    private readonly XrdEngine _engine;

    /// <summary>Creates a simulator.</summary>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    /// <exception cref="ArgumentException">Anomalous dispersion is asked for at a wavelength without tabulated factors.</exception>
    public XrdSimulator(XrdOptions? options = null)
    {
        Options = options ?? new XrdOptions();
        Options.Validate();
        _engine = new XrdEngine(
            new XrdScatterers(
                Options.Radiation,
                Options.FormFactors,
                Options.UseCharges,
                Options.AnomalousDispersion ? Options.WavelengthAngstrom : null
            )
        );
    }

    /// <summary>The settings.</summary>
    public XrdOptions Options { get; }

    /// <summary>Peak list of a crystal under the operations it knows, otherwise those that a search finds.</summary>
    /// <exception cref="ArgumentException">Nothing is tabulated for a species, or the operations do not fit the sites.</exception>
    public XrdPattern Peaks(Structure structure) => Peaks(structure, OperationsOf(structure));

    /// <summary>Peak list of a crystal under given operations.</summary>
    /// <param name="structure">The crystal.</param>
    /// <param name="operations">All operations of its cell, centring included; empty for none.</param>
    /// <exception cref="ArgumentException">Nothing is tabulated for a species, or the operations do not fit lattice or sites.</exception>
    public XrdPattern Peaks(Structure structure, ImmutableArray<SymmetryOperation> operations) =>
        _peaks.Build(Reflections(structure, operations), Options);

    /// <summary>A complete pattern on a uniform axis.</summary>
    /// <param name="structure">The crystal; the operations it knows are used, otherwise those that a search finds.</param>
    /// <param name="grid">The axis.</param>
    /// <param name="imperfections">Widths, shifts, texture, background, noise; null for the default peak widths only.</param>
    /// <param name="seed">Seed of the counting noise.</param>
    /// <returns>Intensities, the strongest peak near 1, with wavelength and the structure's id as source.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Peaks(Structure)"/>; or an imperfection is out of range.</exception>
    public Spectrum Pattern(Structure structure, XrdGrid grid, XrdImperfections? imperfections = null, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(structure);
        var details = imperfections ?? new XrdImperfections();
        details.Validate();
        var operations = OperationsOf(structure);
        var texture =
            details.TextureAxis is { } axis && details.March != 1
                ? new XrdTexture(axis, details.March, structure.Lattice, ReflectionSymmetry.From(operations))
                : null;
        var renderer = new XrdRenderer(Options);
        renderer.Add(Reflections(structure, operations), texture);
        var values = new float[grid.Count];
        var random = new RandomSource(seed);
        renderer.Render(grid, details, ref random, values);
        return new Spectrum(grid.Kind, grid.ToArray(), Array.ConvertAll(values, v => (double)v))
        {
            WavelengthAngstrom = Options.WavelengthAngstrom,
            Source = structure.Id,
        };
    }

    /// <summary>Unsorted families of reflections with |F|², before merging; overwritten by the next call.</summary>
    /// <inheritdoc cref="Peaks(Structure, ImmutableArray{SymmetryOperation})"/>
    public XrdReflections Reflections(Structure structure, ImmutableArray<SymmetryOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(structure);
        var symmetry = ReflectionSymmetry.From(operations);
        var lattice = symmetry.Symmetrise(structure.Lattice);
        var sites = _unit.Find(structure, operations, _engine.Scatterers, Options.DefaultUisoAngstrom2, Options.SymmetryToleranceAngstrom);
        var shortest = Math.Min(Options.WavelengthAngstrom, Options.SecondWavelengthAngstrom ?? double.MaxValue);
        var longest = Math.Max(Options.WavelengthAngstrom, Options.SecondWavelengthAngstrom ?? 0);
        return _engine.Compute(
            lattice,
            symmetry,
            sites,
            2 * Math.Sin(Options.MinimumTwoThetaDegrees * (Math.PI / 360)) / longest,
            2 * Math.Sin(Options.MaximumTwoThetaDegrees * (Math.PI / 360)) / shortest,
            1e-4 + 3 * _unit.LargestDeviationAngstrom
        );
    }

    private ImmutableArray<SymmetryOperation> OperationsOf(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        if (!structure.KnownOperations.IsDefaultOrEmpty || Options.SymmetrySearchAngstrom == 0)
            return structure.KnownOperations;
        return SymmetryFinder.Find(structure, Options.SymmetrySearchAngstrom).Operations;
    }
}
