using System.Collections.Immutable;

namespace Debye.Crystals.Symmetry;

/// <summary>Turns a recognised setting into what users ask for: operations of their cell, Wyckoff letters, standard cells.</summary>
internal sealed class SymmetryReport
{
    private readonly Structure _structure;
    private readonly SiteGroups _groups;
    private readonly PrimitiveCell _primitive;
    private readonly SettingMatch _match;
    private readonly double[] _conventional;
    private readonly double[] _toConventional;
    private readonly bool[] _keepsCell;
    private readonly ImmutableArray<SymmetryOperation> _operations;
    private readonly double[] _positions;
    private readonly int[] _orbit;

    public SymmetryReport(Structure structure, SiteGroups groups, PrimitiveCell primitive, SettingMatch match)
    {
        (_structure, _groups, _primitive, _match) = (structure, groups, primitive, match);
        _conventional = Matrix3.Multiply(primitive.Basis, Matrix3.ToDouble(match.Basis));
        _toConventional = Matrix3.Inverse(_conventional);
        _keepsCell = new bool[match.Operations.Length];
        _operations = OperationsOfCell();
        _positions = SymmetrisedPositions();
        _orbit = Orbits(_ => true);
    }

    /// <summary>The result; null when atoms, matched within a large tolerance, make no orbits of this group.</summary>
    public SymmetryResult? Result()
    {
        var setting = _match.Form.Setting;
        if (WyckoffOfPoints() is not { } wyckoff)
            return null;
        var (m, p) = (_toConventional, _match.OriginShift);
        var (conventional, primitive) = StandardCells();
        return new SymmetryResult
        {
            Status = SymmetryStatus.Found,
            Setting = setting,
            ToleranceAngstrom = _primitive.ToleranceAngstrom,
            Operations = _operations,
            EquivalentSites = Equivalents(),
            WyckoffPositions = [.. _groups.PointOfSite.Select(point => wyckoff[_primitive.PointOf[point]])],
            ToStandard = new AffineMap(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8], p[0], p[1], p[2]),
            Conventional = conventional,
            Primitive = primitive,
        };
    }

    /// <summary>Operations of the tables, carried to the given cell, with every lattice translation in it.</summary>
    private ImmutableArray<SymmetryOperation> OperationsOfCell()
    {
        var form = _match.Form;
        var lattice = ExactTranslations();
        var result = ImmutableArray.CreateBuilder<SymmetryOperation>(lattice.Length * form.Keys.Length);
        var shift = _match.OriginShift;
        Span<double> w = stackalloc double[3];
        Span<double> conventional = stackalloc double[3];
        foreach (var translation in lattice)
            for (var k = 0; k < form.Keys.Length; k++)
            {
                var rotation = Matrix3.ToDouble(form.ConventionalRotations[k]);
                var carried = Matrix3.Multiply(Matrix3.Multiply(_conventional, rotation), _toConventional);
                if (!Matrix3.TryRound(carried, 1e-6, out var r))
                    continue;
                _keepsCell[k] = true;
                Matrix3.Apply(form.ToConventional, form.Translations[k], conventional);
                Matrix3.Apply(rotation, shift, w);
                for (var i = 0; i < 3; i++)
                    conventional[i] += w[i] - shift[i];
                Matrix3.Apply(_conventional, conventional, w);
                for (var i = 0; i < 3; i++)
                    w[i] = Tidy(w[i] + translation[i]);
                result.Add(new SymmetryOperation(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], w[0], w[1], w[2]));
            }

        return result.ToImmutable();
    }

    private double[][] ExactTranslations()
    {
        var n = _primitive.Translations.Count;
        return [.. _primitive.Translations.Select(t => t.Select(value => Math.Round(value * n) / n).ToArray())];
    }

    private static double Tidy(double value)
    {
        value -= Math.Floor(value);
        var snapped = Math.Round(value * 24) / 24;
        if (Math.Abs(value - snapped) < 1e-9)
            value = snapped;
        return value >= 1 ? 0 : value;
    }

    /// <summary>Primitive points in the standard primitive basis, averaged over all operations.</summary>
    private double[] SymmetrisedPositions()
    {
        var form = _match.Form;
        var count = _primitive.Cell.Count;
        var toStandard = Matrix3.Inverse(Matrix3.Multiply(Matrix3.ToDouble(_match.Basis), form.ToConventional));
        var shift = new double[3];
        Matrix3.Apply(form.FromConventional, _match.OriginShift, shift);
        var x = new double[3 * count];
        for (var i = 0; i < count; i++)
        {
            Matrix3.Apply(toStandard, _primitive.Cell.Positions.AsSpan(3 * i, 3), x.AsSpan(3 * i, 3));
            for (var axis = 0; axis < 3; axis++)
                x[3 * i + axis] += shift[axis];
        }

        var sum = new double[3 * count];
        for (var k = 0; k < form.Rotations.Length; k++)
        {
            var (r, t, images) = (form.Rotations[k], form.Translations[k], _match.Operations[k].Images);
            for (var i = 0; i < count; i++)
            for (var axis = 0; axis < 3; axis++)
            {
                var target = 3 * images[i] + axis;
                var image = r[3 * axis] * x[3 * i] + r[3 * axis + 1] * x[3 * i + 1] + r[3 * axis + 2] * x[3 * i + 2] + t[axis];
                sum[target] += image - Math.Round(image - x[target]);
            }
        }

        for (var i = 0; i < sum.Length; i++)
            sum[i] /= form.Rotations.Length;
        return sum;
    }

    /// <summary>For each primitive point the first one of its orbit under the chosen operations.</summary>
    private int[] Orbits(Func<int, bool> isUsed)
    {
        var first = new int[_primitive.Cell.Count];
        Array.Fill(first, int.MaxValue);
        for (var k = 0; k < _match.Operations.Length; k++)
        {
            if (!isUsed(k))
                continue;
            var images = _match.Operations[k].Images;
            for (var i = 0; i < first.Length; i++)
                first[images[i]] = Math.Min(first[images[i]], i);
        }

        return first;
    }

    private WyckoffPosition[]? WyckoffOfPoints()
    {
        var form = _match.Form;
        var setting = form.Setting;
        var centring = setting.Operations.Length / form.Keys.Length;
        var size = new int[_orbit.Length];
        foreach (var first in _orbit)
            size[first]++;
        var result = new WyckoffPosition[_orbit.Length];
        for (var i = 0; i < _orbit.Length; i++)
        {
            if (_orbit[i] != i)
                result[i] = result[_orbit[i]];
            else if (WyckoffEquations.Best(form.Wyckoff, setting.Operations, Conventional(i), size[i] * centring) is { } best)
                result[i] = best;
            else
                return null;
        }

        return result;
    }

    private FractionalPosition Conventional(int point)
    {
        Span<double> x = stackalloc double[3];
        Matrix3.Apply(_match.Form.ToConventional, _positions.AsSpan(3 * point, 3), x);
        return new FractionalPosition(x[0], x[1], x[2]);
    }

    private ImmutableArray<int> Equivalents()
    {
        var orbit = Array.TrueForAll(_keepsCell, keeps => keeps) ? _orbit : Orbits(k => _keepsCell[k]);
        var firstSite = new Dictionary<(int, int), int>();
        var rank = new Dictionary<int, int>();
        var result = ImmutableArray.CreateBuilder<int>(_groups.PointOfSite.Length);
        for (var site = 0; site < _groups.PointOfSite.Length; site++)
        {
            var point = _groups.PointOfSite[site];
            var number = rank[point] = rank.GetValueOrDefault(point) + 1;
            var kind = (orbit[_primitive.PointOf[point]], number);
            if (!firstSite.TryGetValue(kind, out var first))
                firstSite[kind] = first = site;
            result.Add(first);
        }

        return result.MoveToImmutable();
    }

    private (Structure Conventional, Structure Primitive) StandardCells()
    {
        var form = _match.Form;
        var rows = IdealRows();
        var centring = form
            .Setting.Operations.Where(operation => operation.IsPureTranslation)
            .Select(operation => new FractionalPosition(operation.TranslationX, operation.TranslationY, operation.TranslationZ))
            .ToArray();
        var members = new List<Site>?[_primitive.Cell.Count];
        for (var point = 0; point < _primitive.PointOf.Length; point++)
            members[_primitive.PointOf[point]] ??= _groups.SitesOfPoint[point];
        var conventional = ImmutableArray.CreateBuilder<Site>();
        var primitive = ImmutableArray.CreateBuilder<Site>();
        for (var i = 0; i < members.Length; i++)
        {
            var inPrimitive = new FractionalPosition(_positions[3 * i], _positions[3 * i + 1], _positions[3 * i + 2]).Wrapped();
            foreach (var site in members[i]!)
                primitive.Add(site with { Position = inPrimitive, Uij = null });
            foreach (var translation in centring)
            foreach (var site in members[i]!)
                conventional.Add(site with { Position = (Conventional(i) + translation).Wrapped(), Uij = null });
        }

        var number = form.Setting.SpaceGroupNumber;
        var cell = new Structure
        {
            Id = _structure.Id,
            Lattice = new Lattice(rows),
            Sites = conventional.ToImmutable(),
            StatedSpaceGroup = number,
            KnownOperations = form.Setting.Operations,
        };
        return (
            cell,
            new Structure
            {
                Id = _structure.Id,
                Lattice = new Lattice(Matrix3.ChangeBasis(rows, form.ToConventional)),
                Sites = primitive.ToImmutable(),
                StatedSpaceGroup = number,
            }
        );
    }

    /// <summary>Conventional vectors (rows) with the metric averaged over the point group, a along x and b in the xy plane.</summary>
    private double[] IdealRows()
    {
        var metric = Matrix3.Metric(Matrix3.ChangeBasis(_structure.Lattice.Rows, _conventional));
        var mean = new double[9];
        foreach (var rotation in _match.Form.ConventionalRotations)
        {
            var r = Matrix3.ToDouble(rotation);
            var turned = Matrix3.Multiply(Matrix3.Multiply(Matrix3.Transpose(r), metric), r);
            for (var i = 0; i < 9; i++)
                mean[i] += turned[i] / _match.Form.ConventionalRotations.Length;
        }

        var a = Math.Sqrt(mean[0]);
        var bx = mean[1] / a;
        var by = Math.Sqrt(mean[4] - bx * bx);
        var cx = mean[2] / a;
        var cy = (mean[5] - bx * cx) / by;
        return [a, 0, 0, bx, by, 0, cx, cy, Math.Sqrt(mean[8] - cx * cx - cy * cy)];
    }
}
