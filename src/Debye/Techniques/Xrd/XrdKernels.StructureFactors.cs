using System.Runtime.Intrinsics;
using Debye.Crystals;

namespace Debye.Techniques.Xrd;

internal static partial class XrdKernels
{
    /// <summary>|F|² of every listed reflection, mean over Friedel mates: |Σ Re f·S|² + |Σ Im f·S|².</summary>
    public static void StructureFactors(XrdCell cell, XrdReflections reflections)
    {
        reflections.Reserve(reflections.Count);
        ClearPadding(reflections);
        for (var start = 0; start < reflections.Count; start += Block)
        {
            var low = Square(cell, reflections, start, out var high);
            low.CopyTo(reflections.F2, start);
            high.CopyTo(reflections.F2, start + 8);
        }
    }

    private static Vector512<double> Square(XrdCell cell, XrdReflections r, int start, out Vector512<double> secondSquare)
    {
        var (h0, k0, l0) = (Vector512.Create(r.H, start), Vector512.Create(r.K, start), Vector512.Create(r.L, start));
        var (h1, k1, l1) = (Vector512.Create(r.H, start + 8), Vector512.Create(r.K, start + 8), Vector512.Create(r.L, start + 8));
        var (s0, s1) = (Vector512.Create(r.InverseD2, start) * 0.25, Vector512.Create(r.InverseD2, start + 8) * 0.25);
        Sums total0 = default,
            total1 = default;
        foreach (var group in cell.Groups)
        {
            Sums sum0 = default,
                sum1 = default;
            if (group.IsAnisotropic)
            {
                sum0 = AnisotropicSum(cell, group, h0, k0, l0);
                sum1 = AnisotropicSum(cell, group, h1, k1, l1);
            }
            else if (cell.IsCentred)
            {
                CosineSum(cell, group, h0, k0, l0, h1, k1, l1, ref sum0, ref sum1);
            }
            else
            {
                PhaseSum(cell, group, h0, k0, l0, h1, k1, l1, ref sum0, ref sum1);
            }

            Accumulate(group, s0, sum0, ref total0);
            Accumulate(group, s1, sum1, ref total1);
        }

        secondSquare = total1.Square();
        return total0.Square();
    }

    private static void CosineSum(
        XrdCell cell,
        in XrdCell.Group group,
        Vector512<double> h0,
        Vector512<double> k0,
        Vector512<double> l0,
        Vector512<double> h1,
        Vector512<double> k1,
        Vector512<double> l1,
        ref Sums sum0,
        ref Sums sum1
    )
    {
        var (cos0, cos1) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (var i = group.First; i < group.End; i++)
        {
            var (x, y, z) = (Vector512.Create(cell.X[i]), Vector512.Create(cell.Y[i]), Vector512.Create(cell.Z[i]));
            var weight = Vector512.Create(cell.Weight[i]);
            cos0 = Vector512.FusedMultiplyAdd(weight, CosTurns(Phase(x, y, z, h0, k0, l0)), cos0);
            cos1 = Vector512.FusedMultiplyAdd(weight, CosTurns(Phase(x, y, z, h1, k1, l1)), cos1);
        }

        (sum0.Real, sum1.Real) = (cos0, cos1);
    }

    private static void PhaseSum(
        XrdCell cell,
        in XrdCell.Group group,
        Vector512<double> h0,
        Vector512<double> k0,
        Vector512<double> l0,
        Vector512<double> h1,
        Vector512<double> k1,
        Vector512<double> l1,
        ref Sums sum0,
        ref Sums sum1
    )
    {
        var (cos0, cos1, sin0, sin1) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        for (var i = group.First; i < group.End; i++)
        {
            var (x, y, z) = (Vector512.Create(cell.X[i]), Vector512.Create(cell.Y[i]), Vector512.Create(cell.Z[i]));
            var weight = Vector512.Create(cell.Weight[i]);
            var (s0, c0) = SinCosTurns(Phase(x, y, z, h0, k0, l0));
            var (s1, c1) = SinCosTurns(Phase(x, y, z, h1, k1, l1));
            cos0 = Vector512.FusedMultiplyAdd(weight, c0, cos0);
            cos1 = Vector512.FusedMultiplyAdd(weight, c1, cos1);
            sin0 = Vector512.FusedMultiplyAdd(weight, s0, sin0);
            sin1 = Vector512.FusedMultiplyAdd(weight, s1, sin1);
        }

        (sum0.Real, sum0.Imaginary, sum1.Real, sum1.Imaginary) = (cos0, sin0, cos1, sin1);
    }

    private static Sums AnisotropicSum(XrdCell cell, in XrdCell.Group group, Vector512<double> h, Vector512<double> k, Vector512<double> l)
    {
        Sums sum = default;
        for (var i = group.First; i < group.End; i++)
        {
            var beta = cell.Beta.AsSpan(6 * i, 6);
            var exponent =
                h * h * beta[0] + k * k * beta[1] + l * l * beta[2] + (h * k * beta[3] + h * l * beta[4] + k * l * beta[5]) * 2.0;
            var weight = Vector512.Exp(-exponent) * cell.Weight[i];
            var (sin, cos) = SinCosTurns(
                Phase(Vector512.Create(cell.X[i]), Vector512.Create(cell.Y[i]), Vector512.Create(cell.Z[i]), h, k, l)
            );
            sum.Real += weight * cos;
            if (!cell.IsCentred)
                sum.Imaginary += weight * sin;
        }

        return sum;
    }

    private static void Accumulate(in XrdCell.Group group, Vector512<double> s2, in Sums sum, ref Sums total)
    {
        var entry = group.Entry;
        var factor = Vector512<double>.Zero;
        for (var i = 0; i < entry.Amplitudes.Length; i++)
            factor += Vector512.Exp(s2 * -entry.Widths[i]) * entry.Amplitudes[i];
        if (entry.TimesS2)
            factor *= s2 * FormFactor.MottBethe;
        factor += Vector512.Create(entry.Constant);
        var imaginary = Vector512.Create(entry.Imaginary);
        if (group.Uiso != 0 && !group.IsAnisotropic)
        {
            var displacement = Vector512.Exp(s2 * (-8 * Math.PI * Math.PI * group.Uiso));
            factor *= displacement;
            imaginary *= displacement;
        }

        total.Real = Vector512.FusedMultiplyAdd(factor, sum.Real, total.Real);
        total.Imaginary = Vector512.FusedMultiplyAdd(factor, sum.Imaginary, total.Imaginary);
        if (entry.Imaginary == 0)
            return;
        total.AbsorbedReal = Vector512.FusedMultiplyAdd(imaginary, sum.Real, total.AbsorbedReal);
        total.AbsorbedImaginary = Vector512.FusedMultiplyAdd(imaginary, sum.Imaginary, total.AbsorbedImaginary);
    }

    private static Vector512<double> Phase(
        Vector512<double> x,
        Vector512<double> y,
        Vector512<double> z,
        Vector512<double> h,
        Vector512<double> k,
        Vector512<double> l
    ) => Vector512.FusedMultiplyAdd(h, x, Vector512.FusedMultiplyAdd(k, y, l * z));

    private static void ClearPadding(XrdReflections r)
    {
        foreach (var array in (ReadOnlySpan<double[]>)[r.H, r.K, r.L, r.InverseD2, r.Mult, r.F2])
            System.Array.Clear(array, r.Count, Block);
    }

    /// <summary>Real and imaginary sums over the atoms; those weighted with the imaginary part of f apart.</summary>
    private struct Sums
    {
        public Vector512<double> Real;
        public Vector512<double> Imaginary;
        public Vector512<double> AbsorbedReal;
        public Vector512<double> AbsorbedImaginary;

        public readonly Vector512<double> Square() =>
            Real * Real + Imaginary * Imaginary + AbsorbedReal * AbsorbedReal + AbsorbedImaginary * AbsorbedImaginary;
    }
}
