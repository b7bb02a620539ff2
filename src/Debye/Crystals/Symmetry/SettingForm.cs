using System.Collections.Immutable;

namespace Debye.Crystals.Symmetry;

/// <summary>A space-group setting prepared for comparison: one operation per rotation, in the standard primitive basis.</summary>
internal sealed class SettingForm
{
    private static readonly Lazy<ILookup<(string, char), SettingForm>> Defaults = new(() =>
        Enumerable
            .Range(1, 230)
            .Select(number => new SettingForm(SpaceGroups.Default(number)))
            .ToLookup(form => (form.Setting.PointGroup, form.Letter))
    );

    private readonly Lazy<WyckoffEquations[]> _wyckoff;
    private readonly int[] _generators;
    private readonly SmithForm _smith;

    public SettingForm(SpaceGroupSetting setting)
    {
        Setting = setting;
        Letter = setting.HallSymbol.TrimStart('-')[0];
        ToConventional = Centring.Primitive(Letter);
        FromConventional = Matrix3.Inverse(ToConventional);
        var distinct = setting.Operations.DistinctBy(operation => Matrix3.Key(RotationOf(operation))).ToArray();
        Keys = [.. distinct.Select(operation => Matrix3.Key(RotationOf(operation)))];
        ConventionalRotations = [.. distinct.Select(RotationOf)];
        Rotations = [.. ConventionalRotations.Select(ToPrimitive)];
        Translations = [.. distinct.Select(ToPrimitive)];
        _generators = Generators(ConventionalRotations);
        var equations = new int[3 * _generators.Length, 3];
        for (var g = 0; g < _generators.Length; g++)
        for (var i = 0; i < 9; i++)
            equations[3 * g + i / 3, i % 3] = Rotations[_generators[g]][i] - (i % 4 == 0 ? 1 : 0);
        _smith = new SmithForm(equations);
        _wyckoff = new Lazy<WyckoffEquations[]>(() =>
            [.. setting.WyckoffPositions.Reverse().Select(position => new WyckoffEquations(position))]
        );
    }

    public SpaceGroupSetting Setting { get; }

    /// <summary>Centring letter.</summary>
    public char Letter { get; }

    /// <summary>Columns: standard primitive vectors in the conventional basis.</summary>
    public double[] ToConventional { get; }

    public double[] FromConventional { get; }

    /// <summary><see cref="Matrix3.Key"/> of each rotation in the conventional basis.</summary>
    public int[] Keys { get; }

    public int[][] ConventionalRotations { get; }

    /// <summary>Rotations in the standard primitive basis.</summary>
    public int[][] Rotations { get; }

    /// <summary>Translations in the standard primitive basis.</summary>
    public double[][] Translations { get; }

    /// <summary>Wyckoff positions, 'a' first.</summary>
    public WyckoffEquations[] Wyckoff => _wyckoff.Value;

    /// <summary>The default settings with a point group and centring.</summary>
    public static IEnumerable<SettingForm> DefaultsOf(string pointGroup, char letter) => Defaults.Value[(pointGroup, letter)];

    public static int[] RotationOf(SymmetryOperation o) => [o.W11, o.W12, o.W13, o.W21, o.W22, o.W23, o.W31, o.W32, o.W33];

    /// <summary>
    /// Origin shift q (standard primitive basis) that turns found translations into those of this setting:
    /// (R − 1)·q ≡ found − tabulated for every operation, modulo whole numbers.
    /// </summary>
    /// <param name="found">Found translation for each operation of this form, standard primitive basis.</param>
    /// <param name="primitiveRows">Vectors of the standard primitive cell, Å.</param>
    /// <param name="toleranceAngstrom">Largest remaining translation.</param>
    /// <param name="q">The shift.</param>
    public bool TryOrigin(double[][] found, double[] primitiveRows, double toleranceAngstrom, Span<double> q)
    {
        var rows = 3 * _generators.Length;
        Span<double> b = stackalloc double[rows];
        for (var g = 0; g < _generators.Length; g++)
        for (var i = 0; i < 3; i++)
            b[3 * g + i] = found[_generators[g]][i] - Translations[_generators[g]][i];
        Span<double> y = stackalloc double[3];
        y.Clear();
        for (var i = 0; i < rows; i++)
        {
            var value = 0.0;
            for (var j = 0; j < rows; j++)
                value += _smith.U[i, j] * (b[j] - Math.Round(b[j]));
            if (i < _smith.Rank)
                y[i] = (value - Math.Round(value)) / _smith.Diagonal(i);
            else if (Math.Abs(value - Math.Round(value)) > 0.2)
                return false;
        }

        for (var i = 0; i < 3; i++)
            q[i] = _smith.V[i, 0] * y[0] + _smith.V[i, 1] * y[1] + _smith.V[i, 2] * y[2];
        Refine(found, q);
        return Worst(found, primitiveRows, q) < toleranceAngstrom;
    }

    /// <summary>Least-squares shift over all operations, leaving components that no operation fixes.</summary>
    private void Refine(double[][] found, Span<double> q)
    {
        Span<double> mean = stackalloc double[3];
        Span<double> error = stackalloc double[3];
        Span<double> invariant = stackalloc double[9];
        mean.Clear();
        invariant.Clear();
        for (var k = 0; k < Rotations.Length; k++)
        {
            Residual(k, found, q, error);
            for (var i = 0; i < 3; i++)
                mean[i] += error[i] / Rotations.Length;
            for (var i = 0; i < 9; i++)
                invariant[i] += (double)Rotations[k][i] / Rotations.Length;
        }

        Matrix3.Apply(invariant, mean, error);
        for (var i = 0; i < 3; i++)
            q[i] -= mean[i] - error[i];
    }

    private double Worst(double[][] found, double[] rows, ReadOnlySpan<double> q)
    {
        Span<double> e = stackalloc double[3];
        var worst = 0.0;
        for (var k = 0; k < Rotations.Length; k++)
        {
            Residual(k, found, q, e);
            var squared = 0.0;
            for (var i = 0; i < 3; i++)
            {
                var component = e[0] * rows[i] + e[1] * rows[3 + i] + e[2] * rows[6 + i];
                squared += component * component;
            }

            worst = Math.Max(worst, squared);
        }

        return Math.Sqrt(worst);
    }

    private void Residual(int k, double[][] found, ReadOnlySpan<double> q, Span<double> error)
    {
        var r = Rotations[k];
        for (var i = 0; i < 3; i++)
        {
            var value = found[k][i] - Translations[k][i] - (r[3 * i] * q[0] + r[3 * i + 1] * q[1] + r[3 * i + 2] * q[2] - q[i]);
            error[i] = value - Math.Round(value);
        }
    }

    private int[] ToPrimitive(int[] rotation)
    {
        var changed = Matrix3.Multiply(Matrix3.Multiply(FromConventional, Matrix3.ToDouble(rotation)), ToConventional);
        return Matrix3.TryRound(changed, 1e-6, out var whole)
            ? whole
            : throw new InvalidOperationException("The setting breaks its own lattice.");
    }

    private double[] ToPrimitive(SymmetryOperation operation)
    {
        var changed = new double[3];
        Matrix3.Apply(FromConventional, [operation.TranslationX, operation.TranslationY, operation.TranslationZ], changed);
        return changed;
    }

    /// <summary>Indices of a few rotations whose products are all rotations.</summary>
    private static int[] Generators(int[][] rotations)
    {
        var generators = new List<int>();
        var reached = new Dictionary<int, int[]> { [Matrix3.Key(Matrix3.Identity)] = Matrix3.Identity };
        for (var i = 0; i < rotations.Length && reached.Count < rotations.Length; i++)
        {
            if (reached.ContainsKey(Matrix3.Key(rotations[i])))
                continue;
            generators.Add(i);
            var open = new Queue<int[]>(reached.Values);
            while (open.TryDequeue(out var from))
                foreach (var g in generators)
                {
                    var product = Matrix3.Multiply(rotations[g], from);
                    if (reached.TryAdd(Matrix3.Key(product), product))
                        open.Enqueue(product);
                }
        }

        return [.. generators];
    }
}
