using System.Numerics.Tensors;
using Debye.Crystals;

namespace Debye.Techniques.Pdf.Refinement;

/// <summary>
/// G(r) of a crystal whose cell, free coordinates and scattering powers change, with all derivatives. Keeps buffers: one for each thread.
/// </summary>
/// <remarks>
/// The pairs around each independent site are gathered once with what moves them (<see cref="PairDerivatives"/>); every derivative is
/// then a sum of lanes, and the operator makes G and all slopes of the sums. By symmetry a site's share in a slope is twice that of
/// its first atom as the centre of pairs. Distances beyond the compared range count as an even distribution of atoms.
/// </remarks>
internal sealed class RefinementModel(RefinementMeasurement measurement)
{
    /// <summary>How far beyond the compared range pairs are gathered, Å.</summary>
    private const double Margin = 2;

    private readonly PairDerivatives _pairs = new();
    private readonly LatticeTranslations _translations = new();
    private readonly Dictionary<int, float[]> _backgrounds = [];
    private AsymmetricStructure _crystal = null!;
    private FractionalPosition[] _atoms = [];
    private int[] _firstAtom = [];
    private int[] _siteOfAtom = [];
    private float[] _columns = [];
    private float[] _row = [];
    private int _bins;

    /// <summary>The parameters of the loaded crystal.</summary>
    public RefinementParameters Parameters { get; private set; } = null!;

    /// <summary>Chooses the crystal.</summary>
    /// <exception cref="ArgumentException">Nothing is tabulated for a species.</exception>
    public void Load(AsymmetricStructure crystal)
    {
        (_crystal, Parameters) = (crystal, RefinementParameters.Of(crystal, measurement.RefinesWidths));
        _siteOfAtom = [.. crystal.Sites.SelectMany((site, s) => Enumerable.Repeat(s, site.Wyckoff.Multiplicity))];
        _firstAtom = [.. Enumerable.Range(0, crystal.Sites.Length).Select(s => Array.IndexOf(_siteOfAtom, s))];
        _atoms = new FractionalPosition[_siteOfAtom.Length];
    }

    /// <summary>The crystal at given values of the parameters; its elements stay.</summary>
    /// <param name="values">Strains, shifts (Å), logarithms of factors of scattering powers.</param>
    public AsymmetricStructure At(ReadOnlySpan<double> values)
    {
        Span<double> e = stackalloc double[6];
        for (var k = 0; k < Parameters.Strains.Length; k++)
        for (var c = 0; c < 6; c++)
            e[c] += values[k] * Parameters.Strains[k][c];
        var rows = new double[9];
        var old = _crystal.Lattice.Rows;
        for (var v = 0; v < 9; v += 3)
        {
            var (x, y, z) = (old[v], old[v + 1], old[v + 2]);
            (rows[v], rows[v + 1], rows[v + 2]) = (
                x + e[0] * x + e[3] * y + e[4] * z,
                y + e[3] * x + e[1] * y + e[5] * z,
                z + e[4] * x + e[5] * y + e[2] * z
            );
        }

        var positions = _crystal.Sites.Select(site => site.Position).ToArray();
        for (var k = 0; k < Parameters.Shifts.Length; k++)
        {
            var (site, d) = Parameters.Shifts[k];
            var size = values[Parameters.Strains.Length + k];
            positions[site] += _crystal.Lattice.ToFractional(new CartesianPosition(d.X * size, d.Y * size, d.Z * size));
        }

        return _crystal with
        {
            Lattice = new Lattice(rows),
            Sites = [.. _crystal.Sites.Select((site, s) => site with { Position = positions[s] })],
        };
    }

    /// <summary>Scattering power of each independent site.</summary>
    public double[] PowersAt(ReadOnlySpan<double> values)
    {
        double[] powers = [.. _crystal.Sites.Select(site => site.Occupancy * PdfScattering.Power(site.Species, measurement.Options))];
        for (var k = 0; k < Parameters.Powers.Length; k++)
            foreach (var site in Parameters.Powers[k].Sites)
                powers[site] *= Math.Exp(values[Parameters.Moving + k]);
        return powers;
    }

    /// <summary>Displacement of all atoms, Å².</summary>
    public double UisoAt(ReadOnlySpan<double> values) =>
        measurement.Options.UniformUisoAngstrom2!.Value * (Parameters.RefinesWidths ? Math.Exp(values[^2]) : 1);

    /// <summary>Damping by the resolution, 1/Å.</summary>
    public double QdampAt(ReadOnlySpan<double> values)
    {
        var nominal = measurement.Options.QdampPerAngstrom;
        return Parameters.RefinesWidths ? Math.Sqrt(Math.Max(0, nominal * nominal + 2 * values[^1])) : nominal;
    }

    /// <summary>G(r) and its derivatives on the first points of the grid.</summary>
    /// <param name="values">Values of the parameters.</param>
    /// <param name="points">How many points.</param>
    /// <param name="g">Receives G, 1/Å².</param>
    /// <param name="slopes">Receives ∂G/∂parameter, one row of <paramref name="points"/> after the other.</param>
    public void Evaluate(ReadOnlySpan<double> values, int points, Span<float> g, Span<float> slopes)
    {
        var (now, powers) = (At(values), PowersAt(values));
        Prepare(now, points);
        var total = 0.0;
        for (var a = 0; a < _atoms.Length; a++)
            total += powers[_siteOfAtom[a]];
        for (var s = 0; s < now.Sites.Length; s++)
        {
            Gather(s, now, powers, _atoms.Length / (total * total));
            Distribute(s);
        }

        Finish(now, powers, total, values, points, g, slopes);
    }

    private void Prepare(AsymmetricStructure now, int points)
    {
        var reach = Math.Min(measurement.ReachAngstrom, measurement.Grid.At(points - 1) + Margin);
        _bins = Math.Min(measurement.Bins - 1, (int)(reach / measurement.BinAngstrom) + 1);
        var length = (1 + Parameters.OfCrystal) * _bins;
        if (_columns.Length < length)
            _columns = new float[length];
        _columns.AsSpan(0, length).Clear();
        for (int s = 0, a = 0; s < now.Sites.Length; s++)
            foreach (var map in now.Sites[s].Wyckoff.Positions)
                _atoms[a++] = map.Apply(now.Sites[s].Position);
        _translations.Build(now.Lattice, reach);
    }

    private void Gather(int site, AsymmetricStructure now, double[] powers, double normalisation)
    {
        _pairs.Clear(_bins + 1);
        var from = _atoms[_firstAtom[site]];
        var weight = normalisation * now.Sites[site].Wyckoff.Multiplicity * powers[site];
        for (var a = 0; a < _atoms.Length; a++)
        {
            var f = _atoms[a] - from;
            var p = now.Lattice.ToCartesian(new FractionalPosition(f.X - Math.Round(f.X), f.Y - Math.Round(f.Y), f.Z - Math.Round(f.Z)));
            _pairs.Add(_translations, p, (_bins - 1) * measurement.BinAngstrom, weight * powers[_siteOfAtom[a]], measurement.BinAngstrom);
        }
    }

    /// <summary>From the lanes of one site to the columns of the parameters.</summary>
    private void Distribute(int site)
    {
        AddLanes(0, PairDerivatives.Weight, [1.0], 1);
        for (var k = 0; k < Parameters.Strains.Length; k++)
            AddLanes(1 + k, PairDerivatives.FirstStrain, Parameters.Strains[k], 1);
        for (var k = 0; k < Parameters.Shifts.Length; k++)
            if (Parameters.Shifts[k] is var (owner, d) && owner == site)
                AddLanes(1 + Parameters.Strains.Length + k, 0, [d.X, d.Y, d.Z], -2);
        for (var k = 0; k < Parameters.Powers.Length; k++)
            if (Array.IndexOf(Parameters.Powers[k].Sites, site) >= 0)
                AddLanes(1 + Parameters.Moving + k, PairDerivatives.Weight, [1.0], 2);
    }

    private void AddLanes(int number, int first, ReadOnlySpan<double> factors, double scale)
    {
        var column = Column(number);
        for (var i = 0; i < factors.Length; i++)
        {
            var factor = (float)(scale * factors[i]);
            if (factor == 0)
                continue;
            var lane = _pairs.Bins[(first + i)..];
            for (var b = 0; b < column.Length; b++)
                column[b] += factor * lane[b * PairDerivatives.Lanes];
        }
    }

    private void Finish(
        AsymmetricStructure now,
        double[] powers,
        double total,
        ReadOnlySpan<double> values,
        int points,
        Span<float> g,
        Span<float> slopes
    )
    {
        for (var k = 0; k < Parameters.Moving; k++)
            DifferentiateByDistance(Column(1 + k));
        double[] growth = [.. Parameters.Strains.Select(strain => strain[0] + strain[1] + strain[2])];
        double[] shares =
        [
            .. Parameters.Powers.Select(group => group.Sites.Sum(s => powers[s] * now.Sites[s].Wyckoff.Multiplicity) / total),
        ];
        var density = (float)(_atoms.Length / now.Lattice.VolumeAngstrom3);
        var backgrounds = Backgrounds();
        var (lnWidth, damping) = Parameters.RefinesWidths ? (values[^2], values[^1]) : (0, 0);
        if (_row.Length < 2 * _bins)
            _row = new float[2 * _bins];
        var row = _row.AsSpan(0, _bins);
        var widening = _row.AsSpan(_bins, _bins);
        for (var i = 0; i < points; i++)
        {
            measurement.Row(i, lnWidth, row, widening);
            var squared = Math.Pow(measurement.Grid.At(i), 2);
            var envelope = (float)Math.Exp(-damping * squared);
            var background = density * backgrounds[i];
            var peaks = TensorPrimitives.Dot<float>(row, Column(0));
            g[i] = envelope * (peaks + background);
            for (var k = 0; k < Parameters.OfCrystal; k++)
            {
                var slope = TensorPrimitives.Dot<float>(row, Column(1 + k));
                if (k < growth.Length)
                    slope -= (float)growth[k] * background;
                if (k >= Parameters.Moving)
                    slope -= 2 * (float)shares[k - Parameters.Moving] * peaks;
                slopes[k * points + i] = envelope * slope;
            }

            if (!Parameters.RefinesWidths)
                continue;
            slopes[Parameters.OfCrystal * points + i] = envelope * TensorPrimitives.Dot<float>(widening, Column(0));
            slopes[(Parameters.OfCrystal + 1) * points + i] = (float)-squared * g[i];
        }
    }

    /// <summary>From Σ w·∂r/∂θ at r to the change of the histogram, minus its derivative by r (five points).</summary>
    private void DifferentiateByDistance(Span<float> column)
    {
        var scale = (float)(1 / (12 * measurement.BinAngstrom));
        float before = 0,
            previous = 0;
        for (var b = 0; b < column.Length; b++)
        {
            var next = b + 1 < column.Length ? column[b + 1] : 0;
            var after = b + 2 < column.Length ? column[b + 2] : 0;
            (before, previous, column[b]) = (previous, column[b], scale * (8 * (previous - next) - before + after));
        }
    }

    /// <summary>What a number density of 1/Å³ adds to every point: the baseline, and evenly spread atoms beyond the last bin.</summary>
    private float[] Backgrounds()
    {
        if (!_backgrounds.TryGetValue(_bins, out var known))
            _backgrounds[_bins] = known = [
                .. Enumerable.Range(0, measurement.Grid.Count).Select(i => measurement.Background(i, _bins - 1)),
            ];
        return known;
    }

    private Span<float> Column(int number) => _columns.AsSpan(number * _bins, _bins);
}
