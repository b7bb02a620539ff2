namespace Debye.Tensors;

/// <summary>Limits the size of gradients.</summary>
public static class GradientClipping
{
    /// <summary>Scales all gradients down so that their common Euclidean norm is at most a limit.</summary>
    /// <param name="parameters">Whose gradients.</param>
    /// <param name="maximumNorm">Limit, positive.</param>
    /// <param name="backend">Runs the arithmetic.</param>
    /// <returns>The norm before.</returns>
    public static double ByNorm(IReadOnlyList<(string Name, Parameter Value)> parameters, double maximumNorm, Backend backend)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumNorm);
        var sum = 0.0;
        for (var i = 0; i < parameters.Count; i++)
        {
            if (!parameters[i].Value.HasGradient)
                continue;
            foreach (var g in parameters[i].Value.Gradient)
                sum += (double)g * g;
        }

        var norm = Math.Sqrt(sum);
        if (norm <= maximumNorm)
            return norm;
        for (var i = 0; i < parameters.Count; i++)
        {
            if (!parameters[i].Value.HasGradient)
                continue;
            var gradient = parameters[i].Value.GradientTensor();
            backend.Scale(gradient, (float)(maximumNorm / norm), gradient);
        }

        return norm;
    }
}
