namespace Debye.Crystals.Symmetry;

/// <summary>A crystal's operations recognised as a space-group setting.</summary>
/// <param name="Form">The setting.</param>
/// <param name="Basis">Columns: conventional axes in the basis of the found primitive cell.</param>
/// <param name="OriginShift">p in x(setting) = Basis⁻¹·x + p, conventional basis, each in [0, 1).</param>
/// <param name="Operations">Found operation for each operation of the form.</param>
internal sealed record SettingMatch(SettingForm Form, int[] Basis, double[] OriginShift, FoundOperation[] Operations)
{
    /// <summary>Recognises operations; null when they are no group or belong to no setting within the tolerance.</summary>
    public static SettingMatch? Find(double[] primitiveRows, List<FoundOperation> operations, double toleranceAngstrom)
    {
        var rotations = operations.ConvertAll(operation => operation.Rotation);
        if (PointGroups.Classify(rotations) is not { } pointGroup)
            return null;
        foreach (var basis in ConventionalAxes.Candidates(primitiveRows, rotations, pointGroup))
        {
            var letter = Centring.Of(basis);
            if (letter == '\0' || Index(basis, operations) is not { } index)
                continue;
            foreach (var form in SettingForm.DefaultsOf(pointGroup, letter))
                if (Try(form, basis, index, primitiveRows, toleranceAngstrom) is { } match)
                    return match;
        }

        return null;
    }

    /// <summary>Operations by the key of their rotation in the conventional basis.</summary>
    private static Dictionary<int, FoundOperation>? Index(int[] basis, List<FoundOperation> operations)
    {
        var columns = Matrix3.ToDouble(basis);
        var inverse = Matrix3.Inverse(columns);
        var index = new Dictionary<int, FoundOperation>(operations.Count);
        foreach (var operation in operations)
        {
            var changed = Matrix3.Multiply(Matrix3.Multiply(inverse, Matrix3.ToDouble(operation.Rotation)), columns);
            if (!Matrix3.TryRound(changed, 1e-6, out var whole) || Matrix3.Key(whole) is var key && key < 0)
                return null;
            index[key] = operation;
        }

        return index.Count == operations.Count ? index : null;
    }

    private static SettingMatch? Try(
        SettingForm form,
        int[] basis,
        Dictionary<int, FoundOperation> index,
        double[] primitiveRows,
        double tolerance
    )
    {
        if (form.Keys.Length != index.Count)
            return null;
        var operations = new FoundOperation[form.Keys.Length];
        for (var k = 0; k < operations.Length; k++)
            if (!index.TryGetValue(form.Keys[k], out operations[k]!))
                return null;
        var standard = Matrix3.Multiply(Matrix3.ToDouble(basis), form.ToConventional);
        var toStandard = Matrix3.Inverse(standard);
        var found = new double[operations.Length][];
        for (var k = 0; k < operations.Length; k++)
        {
            found[k] = new double[3];
            Matrix3.Apply(toStandard, operations[k].Translation, found[k]);
        }

        Span<double> q = stackalloc double[3];
        if (!form.TryOrigin(found, Matrix3.ChangeBasis(primitiveRows, standard), tolerance, q))
            return null;
        var shift = new double[3];
        Matrix3.Apply(form.ToConventional, q, shift);
        for (var i = 0; i < 3; i++)
            shift[i] = Tidy(shift[i]);
        return new SettingMatch(form, basis, shift, operations);
    }

    private static double Tidy(double shift)
    {
        shift -= Math.Floor(shift);
        return shift > 1 - 1e-9 ? 0 : shift;
    }
}
